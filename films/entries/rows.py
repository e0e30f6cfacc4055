"""Declarations of the parts that many entry types have: names, links, disputed facts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wiki.dispute_fields import About
from wiki.entry_types import Part, Section


def names(model: Any) -> Part:
    """The part that holds names."""
    return Part(
        model,
        fields=("text", "language", "kind", "country", "display", "note"),
        natural_key=("text", "language", "kind", "country"),
        advanced=("note",),
    )


def links(model: Any) -> Part:
    """The part that holds links and external ids."""
    return Part(model, fields=("site", "value"), natural_key=("site", "value"))


def disputes(model: Any, claim: Any) -> Part:
    """The part that holds disputed facts, each with what its sources say."""
    return Part(
        model,
        fields=("about", "detail", "settled", "note"),
        natural_key=("about", "detail"),
        wide=("note",),
        field_classes={"about": About},
        parts=(
            Part(
                claim,
                fields=("value", "source", "url", "preferred", "note"),
                natural_key=("value", "source"),
                advanced=("url", "note"),
                min_rows=2,
                names_parent="value",
            ),
        ),
    )


def disputes_section(part: str) -> Section:
    """The section of the form that holds disputed facts."""
    return Section(
        "disputes",
        _("Disputed facts"),
        parts=(part,),
        guidance=_(
            "Where good sources differ, say what each of them says, two or more. Mark the one that"
            " the page follows as preferred. A dispute is settled when it is known why they differ."
        ),
    )
