"""What titles that somebody pastes mean: one line, one page of the catalogue.

A line may begin with its number and end with a year: "12. Memories (1995)". It is sure if it names one
film, segment or person exactly, or if the year leaves one of them; else the reader chooses among what it
may mean. Names are looked up for all lines at once; what is merely alike is searched for some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q

from films.models import Film, Segment
from wiki.entry_types import registry
from wiki.exceptions import SearchNotReady
from wiki.folding import fold_romaji
from wiki.search import Candidate, Query, namesakes, pick, resolve, suggest

#: Lines of one paste, and those of them that are searched for by likeness.
MOST_LINES, MOST_GUESSED = 500, 40
#: How much one may mean at most.
MOST_OFFERED = 6
LONGEST_LINE, LONGEST_PASTE = 200, 100_000
#: Names that one statement looks up.
AT_ONCE = 60
#: How much of two names is the same, where one is a misspelling of the other.
_NEAR = 0.94

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"^\s*(?:[#№]\s*)?\d{1,4}\s*[.):\]、．]\s+|^\s*[-*•·–]\s+")
_YEAR = re.compile(
    r"^(.*[^\s,、])[\s　]*(?:[(\[（［]((?:18|19|20)\d\d)[)\]）］]|[,、]?\s((?:18|19|20)\d\d))\s*$"
)
_REFERENCE = re.compile(r"#\d|^https?://|^/[a-z]+/\d")


@dataclass(frozen=True)
class Option:
    """What a line may mean, in words that tell it from the others."""

    key: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A pasted line. ``chosen`` is the key of what it means for sure, empty where the reader is asked.

    ``guessed`` says that its options are merely alike; none has the name that was written. ``near`` says
    that the first is that but for a slip of the fingers.
    """

    number: int
    text: str
    options: tuple[Option, ...] = ()
    chosen: str = ""
    guessed: bool = False
    near: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is anything that it may mean."""
        return bool(self.options)


@dataclass(frozen=True)
class Matched:
    """All lines of a paste, and those that were left out because they were too many."""

    lines: list[Line] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many lines were left out."""
        return len(self.more)

    @property
    def text(self) -> str:
        """What was pasted, line by line, as ``lines_of`` reads it again."""
        return "\n".join((*(line.text for line in self.lines), *self.more))

    @property
    def sure(self) -> list[Line]:
        """Those that mean one thing."""
        return [line for line in self.lines if line.chosen]

    @property
    def unsure(self) -> list[Line]:
        """Those about which the reader is asked."""
        return [line for line in self.lines if not line.chosen and line.options]

    @property
    def unknown(self) -> list[Line]:
        """Those that mean nothing here."""
        return [line for line in self.lines if not line.options]


def lines_of(text: str) -> list[str]:
    """The lines of a paste that say something, without control characters."""
    cleaned = ("".join(c if c.isprintable() else " " for c in line) for line in text.splitlines())
    return [line for each in cleaned if (line := " ".join(each.split())[:LONGEST_LINE])]


def split_year(line: str) -> tuple[str, int | None]:
    """A line without its number, and the year that it ends with."""
    bare = _NUMBER.sub("", line, count=1).strip() or line.strip()
    match = _YEAR.match(bare)
    if match is None:
        return bare, None
    return match[1], int(match[2] or match[3])


def match(text: str) -> Matched:
    """What the lines of ``text`` mean."""
    found = lines_of(text)
    kept = found[:MOST_LINES]
    named = _named(kept)
    guesses = MOST_GUESSED
    lines = []
    for number, line in enumerate(kept, start=1):
        options, chosen = named[line]
        guessed = not options
        if guessed and guesses:
            guesses -= 1
            options = _alike(split_year(line)[0])
        near = guessed and _is_near(line, options)
        lines.append(Line(number, line, tuple(options[:MOST_OFFERED]), chosen, guessed, near))
    return Matched(lines, found[MOST_LINES:])


def _named(lines: Iterable[str]) -> dict[str, tuple[list[Option], str]]:
    """What each line names exactly, and the key of what it means if that is one thing.

    The whole line is a name ("2001 Nights", "Summer 1993") before it is a name and a year.
    """
    parts = {line: split_year(line) for line in lines}
    texts = {
        line: list(dict.fromkeys((fold_romaji(_NUMBER.sub("", line, count=1)), fold_romaji(name))))
        for line, (name, _year) in parts.items()
    }
    wanted = {text for each in texts.values() for text in each if text}
    bearers = _bearers(sorted(wanted))
    films = [c for (kind, _text), found in bearers.items() if kind == "film" for c in found]
    years = dict(Film.objects.filter(pk__in={film.pk for film in films}).values_list("pk", "year"))
    segments = _segments({film.pk for film in films}, wanted)
    found = {}
    for line, (_name, year) in parts.items():
        reference = _referred(line) if _REFERENCE.search(line) else []
        if reference:
            found[line] = (reference, reference[0].key)
            continue
        found[line] = _decided(texts[line], year, bearers, years, segments)
    return found


def _bearers(names: list[str]) -> dict[tuple[str, str], list[Candidate]]:
    """Films and people by kind and folded name, each once; some names at a time, as few are told at once."""
    found: dict[tuple[str, str], list[Candidate]] = {}
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        for bearer, candidates in namesakes({"film": some, "person": some}).items():
            found[bearer] = list({each.key: each for each in candidates}.values())
    return found


def _decided(
    texts: list[str],
    year: int | None,
    bearers: Mapping[tuple[str, str], list[Candidate]],
    years: Mapping[int, int | None],
    segments: Mapping[tuple[int, str], Option],
) -> tuple[list[Option], str]:
    for text in texts:
        films = bearers.get(("film", text), [])
        options = [segments.get((film.pk, text)) or _option(film) for film in films]
        of_year = [
            option
            for film, option in zip(films, options, strict=True)
            if year is not None and years.get(film.pk) == year
        ]
        if year is not None and text == texts[-1] and len(texts) > 1:
            if len(of_year) == 1:
                return [*of_year, *(each for each in options if each not in of_year)], of_year[
                    0
                ].key
            if options:  # a film of that name, but of another year
                return options, ""
            continue
        options += [_option(person) for person in bearers.get(("person", text), [])]
        if options:
            return options, options[0].key if len(options) == 1 else ""
    return [], ""


def _option(candidate: Candidate) -> Option:
    return Option(candidate.key, candidate.shown.title, candidate.note)


def _segments(films: set[int], folded: set[str]) -> dict[tuple[int, str], Option]:
    """The segments of films whose own names are among ``folded``, and not the film's."""
    found: dict[tuple[int, str], Option] = {}
    rows = Segment.objects.filter(Q(film__in=films), ~Q(names__text="")).values_list(
        "pk", "number", "film_id", "film__title", "names__text"
    )
    for pk, _number, film, title, name in rows:
        text = fold_romaji(name)
        if text in folded and text != fold_romaji(title):
            found[film, text] = Option(f"segment:{pk}", name, title)
    return found


def _referred(line: str) -> list[Option]:
    """The page that a number or an address names."""
    for name in ("film", "person"):
        found = resolve(registry[name], line)
        if len(found) == 1:
            return [_option(found[0])]
    return []


def _alike(text: str) -> list[Option]:
    """What is merely alike."""
    try:
        return [_option(candidate) for candidate in pick(registry["film"], text, limit=3)]
    except SearchNotReady:
        return []


def _is_near(line: str, options: list[Option]) -> bool:
    """Whether the first option, and no other, is what was written but for a letter of many.

    Another number or year is another film.
    """
    text, year = split_year(line)
    written = fold_romaji(text)
    alike = [SequenceMatcher(None, written, fold_romaji(each.title)).ratio() for each in options]
    if not alike or alike[0] < _NEAR or any(each >= _NEAR for each in alike[1:]):
        return False
    first = options[0]
    numbers = _DIGITS.findall(written) == _DIGITS.findall(fold_romaji(first.title))
    return numbers and (year is None or str(year) in first.note)


def offered(text: str, *, limit: int = 10) -> list[Option]:
    """What the field of a list offers while somebody types: films, segments, people."""
    query = Query.of(text)
    found = [each.candidate for each in suggest(query, ("film", "person"), limit=limit)]
    films = {each.pk for each in found if each.key.startswith("film:")}
    segments = _segments(films, {fold_romaji(each.found) for each in found})
    options = []
    for each in found:
        segment = segments.get((each.pk, fold_romaji(each.found)))
        if segment and each.key.startswith("film:"):
            options.append(segment)
        options.append(_option(each))
    return options
