"""What the forms say about writing each field; the whole rules are in the style guide of the help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wiki.guidance import Guide

STYLE = "/help/style/#"


def guides(chapter: str, **texts: Any) -> Mapping[str, Guide]:
    """The rules of several fields that one chapter of the style guide is about."""
    return {name: Guide(text, f"{STYLE}{chapter}") for name, text in texts.items()}


STORY = {
    **guides(
        "decks",
        deck=_(
            "One sentence, best under 160 characters: who, where, what is at stake. No ending, no praise."
        ),
    ),
    **guides(
        "descriptions",
        description=_(
            "In your own words, nothing copied. Plot in the present tense, production in the past."
            " A blank line parts paragraphs. What gives away the second half goes between >! and !<."
        ),
    ),
}

NAMES = {
    **guides(
        "names",
        text=_(
            "As it is printed, with its punctuation. No year and no studio, unless they belong to it."
        ),
        kind=_(
            "Native: in the script of the original. Official: as released or signed. Romaji: Hepburn."
            " Alias, short and working titles are found by search."
        ),
        display=_(
            "The title of the page: the English one by which it is known, else the romaji. Only one."
        ),
        country=_("Only where countries with one language use different names."),
        note=_("Where and when the name is used, if that is not plain."),
    ),
    **guides(
        "romaji",
        language=_(
            "For romaji choose ja-Latn and write Hepburn with macrons, particles as wa, e and o in small"
            " letters, nouns, verbs and adjectives with a capital: Kaze no Tani no Naushika."
        ),
    ),
}

FILM = {
    **STORY,
    **guides(
        "releases",
        runtime=_(
            "In full minutes, as first released; other lengths are cuts. Planned lengths do not count."
        ),
    ),
    **guides(
        "sources",
        source_work=_(
            "The title and its author, as the film credits them. Empty for an original story."
        ),
    ),
}

SEGMENTS = {
    **STORY,
    **guides(
        "segments",
        number=_(
            "The place in the film, from 1. A bridge between parts counts if the credits name it."
        ),
        runtime=_(
            "In full minutes. All segments together are as long as the film, but for the credits."
        ),
        source_work=_("Only if it differs from that of the whole film."),
    ),
}

FEATURE = guides(
    "descriptions",
    deck=_("One sentence that says what the article is about, and makes one read on."),
    byline=_("As the author wants to be named; empty if the site speaks."),
    published_on=_("The day it is dated; empty for the day on which it came to the site."),
    description=_(
        "In your own words, nothing copied. A blank line parts paragraphs. The picks follow it;"
        " what is to be said of each stands there."
    ),
)

PICKS = guides(
    "descriptions",
    film=_("The film, or the one that the segment is part of."),
    segment=_("For one part of an anthology: its number in the film."),
    person=_("Somebody whom the paragraph is about; with or without a film."),
    deck=_("A line above the paragraph, if it wants one: “Where to begin”."),
    description=_("Why, in a paragraph. No ending; what gives it away goes between >! and !<."),
)

CREDITS = guides(
    "credits",
    role=_(
        "From the list, in English or Japanese: 作画監督 finds animation director. Else choose “Other”."
    ),
    person=_(
        "Any of their names finds them. One row for each person and role, in the order of the credits."
    ),
    credited_as=_("Only if the credits print another name or spelling than the page has."),
    segment=_("The part of an anthology it is for; empty for the whole film."),
    role_text=_("The role as it is printed, where the list has none that fits."),
    note=_("What the role was in particular, or “uncredited”, which wants a source."),
)

COMPANIES = guides(
    "credits",
    role=_("What the company did. Subcontractors of single scenes are “cooperation”."),
    company=_("The studio or firm as it was called then; its page knows its other names."),
)

RELEASES = guides(
    "releases",
    country=_("Where it was shown or sold first in this form."),
    date=_(
        "As exact as the source has it: 1995, 1995-12 or 1995-12-23. Never fill in a first of January."
    ),
    title=_("The title that was used there, if it is another than the page’s."),
    runtime=_("Only if it differs from the film’s; then name the cut, too."),
)

CUTS = guides(
    "releases",
    name=_("As its makers call it: Director’s Cut. Named once, then chosen at its releases."),
    runtime=_("In full minutes, as measured or printed, not as planned."),
)

DUBS = guides(
    "voices",
    language=_(
        "One row for each recording. A second one in the same language is a row of its own."
    ),
    original=_("The voices that the film was made with. Only one version has it."),
    year=_("When it was recorded or first heard."),
)

APPEARANCES = guides(
    "voices",
    character=_("In the order of the cast list. In their page’s names the given name comes first."),
    importance=_("Their weight in this film, not in the series."),
    spoiler=_("Tick it if that they appear at all is a surprise."),
)

VOICES = guides(
    "voices",
    person=_(
        "Who speaks. Two who share a role, as child and adult, are two rows, each with a note."
    ),
    credited_as=_("Only if the credits print another name or spelling than the page has."),
)

RELATIONS = guides(
    "relations",
    kind=_(
        "The closest one that fits. A remake is made anew, a compilation is cut from what was there."
    ),
    other=_("Told once, on either film: the other one shows it by itself."),
)

SIMILAR = guides(
    "relations",
    reason=_(
        "One sentence: what of style, theme or mood connects them. Not that both are by one studio."
    ),
)

PICTURES = guides(
    "pictures",
    alt=_("What can be seen, for those who cannot see it: “A boy walks towards a red motorcycle.”"),
    caption=_("What it is, if that is not plain: the occasion, the country, the year."),
    rights=_("Who holds them, and by whose leave the picture is here."),
    source=_("Where you have it from: an address, a book with its page, a disc."),
)

LINKS = guides(
    "sources",
    site=_("A site of the list, or “web” for any other."),
    value=_("The address, or the identifier that stands in it."),
)

CLAIMS = guides(
    "sources",
    value=_("What this source says, as it says it."),
    source=_("What it is: a book with its page, a disc, who said it and where."),
)
