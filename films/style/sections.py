"""The sections of the style guide, and which component is shown in which of them.

``STYLES`` names every file of `static/css/components/`; a test keeps it whole. What is not shown is
named in ``LEFT_OUT`` with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from films.style import examples, tokens
from wiki.entry_types import registry
from wiki.forms.acts import ActForm
from wiki.forms.edit import EditForm
from wiki.forms.reason import ReasonForm
from wiki.forms.sheet import Sheet
from wiki.models import Submission
from wiki.models.submission import SubmissionKind, SubmissionStatus
from wiki.pending import Included, OwnPending

#: The anchors of the guide, and what stands there.
SECTIONS = {
    "colour": "Colour",
    "type": "Type",
    "controls": "Controls",
    "forms": "Forms",
    "lists": "Lists and tables",
    "changes": "Changes",
    "states": "States",
    "film": "The film sheet",
    "posters": "Posters",
    "icons": "Marks",
}

#: Which file of styles is shown in which section.
STYLES = {
    "badges": "controls",
    "beside": "changes",
    "buttons": "controls",
    "cards": "lists",
    "chips": "controls",
    "diff": "changes",
    "disputes": "lists",
    "facts": "lists",
    "forms": "forms",
    "hints": "changes",
    "locks": "states",
    "menus": "controls",
    "messages": "states",
    "notices": "states",
    "pager": "controls",
    "people": "lists",
    "picker": "forms",
    "pictures": "film",
    "plots": "film",
    "rows": "forms",
    "sections": "film",
    "share-bars": "lists",
    "sources": "lists",
    "spoiler": "states",
    "stats": "lists",
    "tables": "lists",
    "tabs": "controls",
    "talk": "changes",
    "texts": "states",
    "timeline": "lists",
    "timesheet": "film",
}

#: What the guide does not show, and why.
LEFT_OUT = {
    "follows.css": "the button that members follow by, and the list of what they follow",
    "avatars.css": "pictures of users, which their pages have",
    "opinions.css": "reviews and recommendations, which the pages of films have with whose they are",
    "viewings.css": "the line of members on film pages, and their lists",
    "facets.css": "the panel beside the list of films, which follows from the whole catalogue",
    "filters.css": "the editor of edit filters, one page that moderators have",
    "inplace.css": "moves that only a form opened inside a page has",
    "keys.css": "a dialog that every page has: press ?",
    "markdown.css": "made by a script, below every long text of a form",
    "search-box.css": "made by a script, below the search box of every page",
    "staffing.css": "the grid of staff and the reading of pasted credits, one form that films have",
    "tour.css": "shown in the first edit form of a new member",
    "_markdown_field.html": "a field like others, until a script makes its toolbar",
    "_markdown_words.html": "attributes of forms, read by a script",
    "last_read.html": "filled by a script from what this browser has read",
    "logged_out.html": "a message like others, with the way to log in, that a script shows",
    "page_addresses.html": "links in the head of a page, never seen",
    "page_tools.html": "needs a page of its own; four links",
    "source_notes.html": "needs a page's history; a list like that of sources",
}


@dataclass(frozen=True)
class Swatch:
    """A token with its colour in each theme, as SVG writes it."""

    name: str
    colours: list[tuple[str, str]]


def context() -> dict[str, Any]:
    """All that the guide's template shows."""
    return {
        "sections": SECTIONS,
        "left_out": LEFT_OUT,
        **_colours(),
        **_forms(),
        "film": examples.film(),
        "plot": examples.plot(),
        "diff": examples.differences(),
        "conflicts": examples.conflicts(),
        "merged": examples.merged(),
        "faults": examples.faults(),
        "hints": examples.hints(),
        "locks": examples.locks(),
        "cited": examples.cited(),
        "texts": examples.texts(),
        "share": examples.share(),
        "page": examples.pages(),
        "own": _waiting(),
        "statuses": SubmissionStatus.choices,
        "years": (1917, 1962, 1974, 1980, 1988, 1995, 2004, 2013, 2024),
        "types": ("text-6", "text-5", "text-4", "text-3", "text-2", "text-1"),
    }


def _colours() -> dict[str, Any]:
    css = tokens.source()
    palettes = tokens.palettes(css)
    swatches = [
        Swatch(name, [(theme, _svg(palettes[theme][name])) for theme in tokens.THEMES])
        for name in palettes["light"]
    ]
    rows: dict[tuple[str, str], list[tokens.Reading]] = {}
    for reading in tokens.readings(css):
        rows.setdefault((reading.text, reading.surface), []).append(reading)
    return {"themes": tokens.THEMES, "swatches": swatches, "readings": list(rows.values())}


def _svg(colour: tokens.Colour) -> str:
    red, green, blue, opacity = colour
    return f"rgb({red:g} {green:g} {blue:g} / {opacity:g})"


def _forms() -> dict[str, Any]:
    """Forms as they open, and one that was sent without its reason."""
    film = registry["film"]
    wanted = {section.name: section for section in film.sections}
    general, names = (
        Sheet(EditForm(film, examples.FILM, examples.document(), only=wanted[name]))
        for name in ("general", "names")
    )
    return {
        "form_empty": general.sections(),
        "form_rows": names.sections(),
        "lists": {**dict(general.suggestion_lists()), **dict(names.suggestion_lists())}.items(),
        "act": ActForm(prefix="act"),
        "act_errors": ActForm({"summary": ""}),
        "reason": ReasonForm(None),
        "original": examples.original(),
    }


def _waiting() -> OwnPending:
    author = get_user_model()(username="mei")
    edit = Submission(
        pk=1, kind=SubmissionKind.EDIT, status=SubmissionStatus.PENDING, summary="The American disc"
    )
    edit.author = author
    return OwnPending(examples.document(), included=[Included(edit, problem="The page is closed.")])
