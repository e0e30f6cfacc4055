"""What forms say about writing a field leads to a chapter of the style guide that exists."""

from __future__ import annotations

from wiki import help_pages
from wiki.entry_types import registry


def test_every_chapter_that_forms_lead_to_is_there() -> None:
    style = help_pages.find("style")
    assert style is not None
    there = {f"/help/style/#{section.name}" for section in style.sections}
    named = {
        guide.url
        for shape in registry.shapes.values()
        for guide in shape.guidance.values()
        if guide.url
    }
    assert named
    assert named <= there
