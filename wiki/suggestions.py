"""Which entries an address that leads nowhere may mean: those whose names stand in it.

``/wiki/Perfect_Blue_(film)``, ``/films/perfect-blue`` and ``/films/99-perfect-blue/`` all lead to what
is called Perfect Blue. Robots ask for thousands of such addresses, so nothing is searched: names are
looked up by their index, equal to some words of the address that stand together, or beginning with
all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from wiki import documents
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.folding import fold_romaji
from wiki.models import SearchName

#: No more is read of an address, and no more words of it are looked up.
LONGEST, MOST_WORDS = 200, 6
#: How many entries are suggested, and how many names are looked at for them.
MOST, MOST_NAMES = 5, 40
#: Shorter words are names of too much; Japanese names are short.
SHORTEST = 3

_WORD_ENDS = re.compile(r"[\s/_+.,:;|()\[\]\-]+")
# What is asked for by robots and browsers, and is no page: files, and whatever is hidden.
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$|/\.")
# Words of addresses, here and on other sites, that name no entry.
_NO_NAMES = {
    "blame", "cite", "compare", "detail", "edit", "entry", "film", "films", "help", "history", "index",
    "moderation", "movie", "movies", "new", "page", "pages", "pick", "revert", "search", "segments",
    "submissions", "title", "users", "wiki",
}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """An entry that an address may mean, and what kind of page it is."""

    label: Label
    kind: str


@dataclass(frozen=True)
class Suggestions:
    """The words that were looked up, as they were written, and the entries that bear them."""

    words: str = ""
    entries: tuple[Suggestion, ...] = ()


def suggested(path: str) -> Suggestions:
    """The entries that ``path`` may mean, best first. Two statements at most; hidden ones are left out."""
    words = _words(path)
    if not words:
        return Suggestions()
    phrases = _phrases(words)
    whole = fold_romaji(" ".join(words))
    wanted = Q(folded__in=phrases)
    if _is_long_enough(whole):
        wanted |= Q(folded__startswith=whole)
    rows = SearchName.objects.filter(wanted).values_list("entry_type", "entry_id", "folded", "rank")
    place = {phrase: at for at, phrase in enumerate(phrases)}
    names = sorted(
        rows[:MOST_NAMES], key=lambda row: (place.get(row[2], len(place)), row[3], row[1])
    )
    keys = list(dict.fromkeys(f"{kind}:{pk}" for kind, pk, _folded, _rank in names))
    labels = documents.labels(keys[: 2 * MOST])
    shown = [labels[key] for key in keys if key in labels and not labels[key].hidden]
    return Suggestions(" ".join(words), tuple(_suggestion(label) for label in shown[:MOST]))


def _suggestion(label: Label) -> Suggestion:
    return Suggestion(label, str(registry.of_key(label.key).label))


def _words(path: str) -> list[str]:
    """The words of an address that may be of a name: without numbers of entries and words of addresses."""
    cleaned = "".join(c if c.isprintable() else " " for c in path[:LONGEST])
    if _FILE.search(cleaned):
        return []
    routes = _NO_NAMES | {entry_type.segment for entry_type in registry}
    words: list[str] = []
    for step in cleaned.split("/"):
        step_words = [word for word in _WORD_ENDS.split(step) if word]
        if len(step_words) > 1 and step_words[0].isdigit():  # 12-memories
            step_words = step_words[1:]
        if len(step_words) == 1 and step_words[0].casefold() in routes:
            continue
        words += step_words
    named = [word for word in words if fold_romaji(word)]
    return [] if all(word.isdigit() for word in named) else named[-MOST_WORDS:]


def _phrases(words: list[str]) -> list[str]:
    """All words that stand together, folded, the longest first; each once."""
    spans = (
        fold_romaji(" ".join(words[start : start + length]))
        for length in range(len(words), 0, -1)
        for start in range(len(words) - length + 1)
    )
    return list(dict.fromkeys(phrase for phrase in spans if _is_long_enough(phrase)))


def _is_long_enough(phrase: str) -> bool:
    return len(phrase) >= SHORTEST or (len(phrase) > 1 and not phrase.isascii())
