"""What the pages of all types have in common: names, links, facts, texts, where to edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from films.models import ImageKind, SongName
from films.pages import images
from films.sites import SITES
from wiki.page_sections import edit_url, facts, survivor
from wiki.pages import Page
from wiki.title_language import best_name
from wiki.vocabularies import country_name, language_name
from wiki.wording import listed

#: What kind of picture stands for a page, where it is no portrait; "" for the first of any kind.
_AT_HEAD = {"company": ImageKind.LOGO, "feature": ""}


@dataclass(frozen=True)
class NameRow:
    """A name with what tells it from the others; ``tag`` goes into ``lang``."""

    text: str
    tag: str
    about: str
    note: str
    marks: str = ""


@dataclass(frozen=True)
class LinkRow:
    """A page elsewhere. ``url`` is empty where the site has no page for the identifier."""

    site: str
    value: str
    url: str


def frame(page: Page, *, fact_fields: tuple[str, ...] = ()) -> dict[str, Any]:
    """The context that every entry's template needs of its document. No query."""
    return {
        **texts(page),
        "facts": facts(page, fact_fields),
        "names": names(page),
        **pictures(page),
        "links": links(page),
        "edit": {
            section.name: edit_url(page, section.name) for section in page.entry_type.sections
        },
        "edit_page": edit_url(page, ""),
        "survivor": survivor(page),
    }


def pictures(page: Page) -> dict[str, Any]:
    """The pictures of a page, and the one that stands for it, where its type has any."""
    part = f"{page.entry_type.name}image"
    if part not in page.entry_type.shapes:
        return {}
    found = images.images(page.document, part, marks=page.marks)
    kind = _AT_HEAD.get(page.entry_type.name, ImageKind.PORTRAIT)
    return {"images": found, "picture": images.of_kind(found, page.document, part, kind)}


def texts(page: Page) -> dict[str, Any]:
    """The deck and the description, in the reader's language if they are in it."""
    found = page.texts
    return {"texts": found, "deck": found.deck.text, "story": found.description.html}


def names(page: Page) -> list[NameRow]:
    """The names other than the one in the heading, as editors ordered them."""
    part = page.entry_type.part(page.entry_type.names_part)
    kinds = part.fields["kind"]
    shown: list[NameRow] = []
    for key, row in page.document.items():
        if not key.startswith(f"{part.name}:") or row["display"]:
            continue
        about = (
            language_name(row["language"]),
            kinds.show(row["kind"]),
            country_name(row["country"]),
        )
        text = listed(about)
        about_it = str(capfirst(text))
        shown.append(
            NameRow(row["text"], row["language"], about_it, row["note"], page.marks.of(key))
        )
    return shown


def links(page: Page) -> list[LinkRow]:
    """The links and external ids, with addresses where the site has a page."""
    found: list[LinkRow] = []
    for key, row in page.document.items():
        if not key.startswith(f"{page.entry_type.name}link:"):
            continue
        site = SITES.get(row["site"])
        label = str(site.label) if site else row["site"]
        url = site.url(page.entry_type.name, row["value"]) if site else ""
        found.append(LinkRow(label, row["value"], url))
    return found


def present_pk(page: Page) -> int:
    """The id by which rows of other pages point here; 0, which no row has, for a new page."""
    return page.entry.pk if page.entry is not None else 0


def song_titles() -> Subquery:
    """The title of the song that a row points at, for ``annotate``."""
    names = best_name(SongName.objects.filter(song=OuterRef("song")))
    return Subquery(names.values("text")[:1])
