"""What the form says about writing a field: the rule in a sentence or two, and where all of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

#: Longer rules are folded below a field.
SHORT = 130


@dataclass(frozen=True)
class Guide:
    """How a field is written. ``url`` leads to the whole rule."""

    text: Any
    url: str = ""

    def html(self) -> SafeString:
        """The rule below a field: as it is when it is short, else in a fold."""
        text = str(self.text)
        if len(text) <= SHORT:
            return format_html("{} {}", text, self.link())
        return format_html(
            '<details class="howto"><summary>{}</summary>{} {}</details>',
            _("How to write it"),
            text,
            self.link(),
        )

    def link(self) -> SafeString:
        """The way to the whole rule, in another tab, so that the form stays."""
        return link_to(self.url) if self.url else SafeString("")


def link_to(url: str) -> SafeString:
    """A link to a chapter of the style guide."""
    return format_html('<a href="{}" target="_blank">{}</a>', url, _("Style guide"))


@dataclass(frozen=True)
class GuideLine:
    """A rule at the head of rows: ``id`` is what their controls name in ``aria-describedby``."""

    id: str
    label: Any
    guide: Guide


def guide_id(shape: str, name: str) -> str:
    """The id of the rule of a field of rows, the same for all of them."""
    return f"g-{shape}-{name}"
