"""Declarations of the parts that many entry types have: names, links, translations, disputed facts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from films.entries import guides
from wiki.changesets import MADE_FROM
from wiki.dispute_fields import About
from wiki.entry_types import Part, Section
from wiki.translation_fields import TranslationLanguage

#: More pictures than these are an archive of its own.
MOST_IMAGES = 100


def names(model: Any) -> Part:
    """The part that holds names."""
    return Part(
        model,
        fields=("text", "language", "kind", "country", "display", "note"),
        natural_key=("text", "language", "kind", "country"),
        advanced=("note",),
        guidance=guides.NAMES,
    )


def links(model: Any) -> Part:
    """The part that holds links and external ids."""
    return Part(
        model, fields=("site", "value"), natural_key=("site", "value"), guidance=guides.LINKS
    )


def texts(model: Any) -> Part:
    """The part that holds translations of deck and description."""
    return Part(
        model,
        fields=("language", "deck", "description", MADE_FROM),
        natural_key=("language",),
        ordered=False,
        field_classes={"language": TranslationLanguage},
        wide=("deck", "description", MADE_FROM),
        translates=("deck", "description"),
    )


def texts_section(part: str) -> Section:
    """The section of the form that holds translations."""
    return Section(
        "translations",
        _("Translations"),
        parts=(part,),
        area="text",
        guidance=_(
            "The same in other languages: say in your own words what the original says, no more and"
            " no less. When the original changes, its translations are marked as older until somebody"
            " has compared them."
        ),
    )


def images(model: Any, *extra: str) -> Part:
    """The part that holds pictures, with what they show, and by whose leave they are here."""
    return Part(
        model,
        fields=(
            "kind",
            "picture",
            "alt",
            "caption",
            "rights",
            "source",
            *extra,
            "language",
            "country",
            "primary",
        ),
        natural_key=("picture",),
        wide=("alt", "caption", "rights", "source"),
        advanced=(*extra, "language", "country", "primary"),
        guidance=guides.PICTURES,
        max_rows=MOST_IMAGES,
    )


def images_section(part: str) -> Section:
    """The section of the form that holds pictures."""
    return Section(
        "images",
        _("Images"),
        parts=(part,),
        area="images",
        guidance=_(
            "JPEG, PNG, WebP or AVIF, up to 12 MB. Say what can be seen for those who cannot see it, who"
            " holds the rights, and where the picture is from. Others see it when a moderator has."
        ),
    )


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
                guidance=guides.CLAIMS,
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
