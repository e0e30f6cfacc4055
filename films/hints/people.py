"""People and companies that cannot have made a film: not born yet, too young, long dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.hints.film_edits import FilmEdit, facts, is_before, number, year
from films.models.song import SongRole
from wiki.changesets import Fields
from wiki.folding import fold_romaji
from wiki.hints import Hint, Place, Proposal
from wiki.search import namesakes
from wiki.wording import listed

#: The youngest voice and the youngest member of a staff that need no second look.
VOICE_AGE, STAFF_AGE = 4, 12
#: Work is shown for so many years after the one who did it, or the firm, is gone.
YEARS_AFTER = 10
#: What one may be credited with however long one is dead: it was there before the film.
TIMELESS = frozenset(
    {
        "original_work",
        "original_concept",
        "original_character_design",
        "music",
        "theme_song",
        "other",
        SongRole.COMPOSER,
        SongRole.LYRICIST,
        SongRole.PERFORMER,
    }
)
#: No more names are told in one hint.
MOST_NAMES = 3
COLUMNS = ("born", "died", "group")


@dataclass(frozen=True)
class Part:
    """Somebody's part in a film: where it is said, and in which year it was played."""

    edit: FilmEdit
    place: Place
    person: Any
    year: int
    role: str
    least_age: int

    @property
    def is_changed(self) -> bool:
        """Whether the change set says that this person does this."""
        return self.edit.changes_any([self.place])


def hints(proposal: Proposal, edits: Iterable[FilmEdit]) -> Iterator[Hint]:
    """What is odd about who made the films. A fixed number of statements for all of them."""
    edits = list(edits)
    parts = [
        part
        for edit in edits
        for part in _parts(edit)
        if edit.year_changes or part.is_changed or part.person in proposal.after
    ]
    persons = facts(proposal, "person", (part.person for part in parts), COLUMNS)
    yield from _lives(parts, persons)
    yield from _companies(proposal, edits)
    yield from _unlinked(edits)


def _parts(edit: FilmEdit) -> Iterator[Part]:
    """Everybody who did something for a film whose year is known."""
    if edit.year is None:
        return
    dubs = edit.rows("dubversion")
    for key, row in edit.rows("credit").items():
        yield Part(edit, (key, "person"), row["person"], edit.year, str(row["role"]), STAFF_AGE)
    for key, row in edit.rows("songcredit").items():
        yield Part(edit, (key, "person"), row["person"], edit.year, str(row["role"]), VOICE_AGE)
    for key, row in edit.rows("voicerole").items():
        made = number(dubs.get(str(row["dub"]), {}).get("year")) or edit.year
        yield Part(edit, (key, "person"), row["person"], made, "", VOICE_AGE)
    for key, row in dubs.items():
        made = number(row["year"]) or edit.year
        yield Part(edit, (key, "director"), row["director"], made, "", STAFF_AGE)


def _lives(parts: Iterable[Part], persons: dict[str, Fields]) -> Iterator[Hint]:
    unborn: dict[str, tuple[FilmEdit, list[str]]] = {}
    for part in parts:
        person = persons.get(str(part.person))
        if person is None or person["group"]:
            continue
        text = against_life(person, part.year, part.role, part.least_age)
        if text and part.is_changed:
            yield Hint(*part.place, text)
        elif text:  # the year has changed around somebody
            names = unborn.setdefault(part.edit.key, (part.edit, []))[1]
            if person["title"] not in names:
                names.append(person["title"])
    for edit, names in unborn.values():
        yield _of_the_year(edit, names)


def against_life(person: Fields, made: int, role: str, least_age: int) -> str:
    """Why somebody cannot well have done something in a year; empty when nothing says so."""
    born, died = year(person["born"]), year(person["died"])
    words = {"name": person["title"], "born": born, "died": died, "year": made}
    if born is not None and born > made:
        return _("%(name)s was born in %(born)s, after this was made (%(year)s).") % words
    if born is not None and made - born < least_age:
        age = made - born
        text = ngettext(
            "%(name)s was about %(age)s year old in %(year)s.",
            "%(name)s was about %(age)s years old in %(year)s.",
            age,
        )
        return text % {**words, "age": age}
    if died is not None and role not in TIMELESS and made - died > YEARS_AFTER:
        return _("%(name)s died in %(died)s, long before this was made (%(year)s).") % words
    return ""


def _of_the_year(edit: FilmEdit, names: list[str]) -> Hint:
    """One hint for a film's year and all whose lives do not fit it."""
    shown = listed(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    if more > 0:
        shown = _("%(names)s and %(count)s more") % {"names": shown, "count": more}
    text = _("The lives of people credited do not fit the year %(year)s: %(names)s.")
    text %= {"year": edit.year, "names": shown}
    return Hint(*edit.release_dates[0], text, also=edit.release_dates)


def _companies(proposal: Proposal, edits: Iterable[FilmEdit]) -> Iterator[Hint]:
    """Companies founded after the film that they made came out, or long gone by then."""
    asked = [
        (edit, key, row)
        for edit in edits
        if edit.year is not None
        for key, row in edit.rows("companycredit").items()
        if edit.year_changes
        or row["company"] in proposal.after
        or edit.changes_any([(key, "company")])
    ]
    wanted = (row["company"] for _edit, _key, row in asked)
    companies = facts(proposal, "company", wanted, ("founded", "closed"))
    for edit, key, row in asked:
        company = companies.get(str(row["company"]))
        if company is None or edit.year is None:
            continue
        words = {"name": company["title"], "film": edit.year}
        founded, closed = year(company["founded"]), year(company["closed"])
        if is_before(edit.released, company["founded"]):
            text = _("%(name)s was founded in %(year)s, after the film came out (%(film)s).")
            text %= {**words, "year": founded}
            yield Hint(key, "company", text, also=edit.release_dates)
        elif closed is not None and edit.year - closed > YEARS_AFTER:
            text = _("%(name)s closed in %(year)s, long before the film came out (%(film)s).")
            text %= {**words, "year": closed}
            yield Hint(key, "company", text, also=edit.release_dates)


def _unlinked(edits: Iterable[FilmEdit]) -> Iterator[Hint]:
    """Names printed in credits that point at nobody although somebody of that name has a page."""
    printed = [
        (key, fold_romaji(str(row["credited_as"]))[:300])
        for edit in edits
        for name in ("credit", "songcredit", "voicerole")
        for key, row in edit.rows(name).items()
        if not row["person"]
        and row["credited_as"]
        and edit.changes_any([(key, "credited_as"), (key, "person")])
    ]
    found = namesakes({"person": [name for _key, name in printed]})
    for key, name in printed:
        for candidate in found.get(("person", name), ())[:MOST_NAMES]:
            text = _("There is a person of this name:")
            yield Hint(key, "credited_as", text, candidate, also=((key, "person"),))
