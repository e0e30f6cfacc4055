"""Cases for search, made from the catalogue by rules: what somebody types, and what they look for.

Each category is a function that takes a name (or a film) and returns what is typed, or "" where its
rule does not apply. The choice of names is random with a fixed seed, so two runs ask the same.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from films.models import Credit, Film, SegmentName
from wiki.folding import fold
from wiki.models import SearchName
from wiki.search_engine.sound import is_kana
from wiki.search_engine.terms import forms

PER_CATEGORY = 30
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9 '’:.,!?-]+")
_MACRONS = {"ō": "ou", "ū": "uu", "Ō": "Ou", "Ū": "Uu", "ā": "aa", "ē": "ee", "ī": "ii"}


@dataclass(frozen=True)
class Case:
    """``wanted`` are the keys of entries that are right: more than one where names are equal."""

    category: str
    query: str
    wanted: frozenset[str]


class Names:
    """All names of the catalogue, and who bears them."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- a benchmark, not a secret
        self.rows: list[tuple[str, str]] = []
        self.bearers: dict[str, set[str]] = defaultdict(set)
        self.words: dict[str, set[str]] = defaultdict(set)
        self.starts: Counter[str] = Counter()
        rows = SearchName.objects.order_by("entry_type", "entry_id", "rank", "pk")
        for name, pk, text in rows.values_list("entry_type", "entry_id", "text").iterator():
            key = f"{name}:{pk}"
            self.rows.append((key, text))
            for form in forms(text):
                self.bearers[form.key].add(key)
            folded = fold(text)
            for word in folded.split():
                self.words[word].add(key)
            self.starts.update({folded[:size] for size in range(1, 24)})

    def like(self, text: str) -> frozenset[str]:
        """Who bears a name that is written or sounds like ``text``."""
        return frozenset(key for form in forms(text) for key in self.bearers[form.key])

    def shuffled(self, kinds: tuple[str, ...] = ("film", "person")) -> Iterator[tuple[str, str]]:
        """Entries with a name each, in random order."""
        rows = [row for row in self.rows if row[0].partition(":")[0] in kinds]
        self.random.shuffle(rows)
        yield from rows


def mistyped(text: str, chance: random.Random, times: int = 1) -> str:
    """``text`` with that many letters left out, doubled, swapped or mistaken, none at its beginning."""
    letters = list(text)
    for _ in range(times):
        at = chance.randrange(1, len(letters) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            del letters[at]
        elif kind == 1:
            letters.insert(at, letters[at])
        elif kind == 2 and at + 2 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _latin(text: str, least: int, most: int = 60) -> bool:
    return bool(_LATIN.fullmatch(text)) and least <= len(text) <= most


def exact(text: str, names: Names) -> str:
    return text


def prefix(text: str, names: Names) -> str:
    """The first two thirds of a name, where no more than five names begin with it."""
    folded = fold(text)
    size = max(4, len(folded) * 2 // 3)
    start = folded[:size]
    return start.strip() if size < min(len(folded), 23) and names.starts[start] <= 5 else ""


def inner_word(text: str, names: Names) -> str:
    """A word of a name, not its first, that at most four entries have."""
    words = [w for w in fold(text).split()[1:] if len(w) > 3 and len(names.words[w]) <= 4]
    return names.random.choice(words) if words else ""


def words_shuffled(text: str, names: Names) -> str:
    words = text.split()
    return " ".join(reversed(words)) if 2 <= len(words) <= 8 and _latin(text, 6) else ""


def word_missing(text: str, names: Names) -> str:
    words = text.split()
    if not (4 <= len(words) <= 10 and _latin(text, 16)):
        return ""
    del words[names.random.randrange(len(words))]
    return " ".join(words)


def word_added(text: str, names: Names) -> str:
    return f"{text} movie" if _latin(text, 8, 40) and "movie" not in text.lower() else ""


def no_punctuation(text: str, names: Names) -> str:
    bare = re.sub(r"[^\w\s]", "", text)
    return bare if bare != text and _latin(text, 6) else ""


def one_typo(text: str, names: Names) -> str:
    return _new(mistyped(text, names.random), names) if _latin(text, 7) else ""


def two_typos(text: str, names: Names) -> str:
    return _new(mistyped(text, names.random, 2), names) if _latin(text, 11) else ""


def short_typo(text: str, names: Names) -> str:
    """A typing error in a name of five or six letters."""
    short = text.isascii() and text.isalpha() and 5 <= len(text) <= 6
    return _new(mistyped(text, names.random), names) if short else ""


def _new(query: str, names: Names) -> str:
    """``query`` unless it is a name that somebody else has."""
    return "" if names.like(query) else query


def full_width(text: str, names: Names) -> str:
    if not (text.isascii() and len(text) > 3):
        return ""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" for c in text)


_HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)} | {
    "゛": "ﾞ",
    "゜": "ﾟ",
}


def half_width(text: str, names: Names) -> str:
    if not (is_kana(fold(text)) and len(text) > 2 and text.isalpha()):
        return ""
    decomposed = (
        unicodedata.normalize("NFD", fold(text)).replace("\u3099", "゛").replace("\u309a", "゜")
    )
    return "".join(_HALF.get(c, c) for c in decomposed)


def no_accents(text: str, names: Names) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare if bare != text and bare.isascii() and len(bare) > 3 else ""


def hiragana(text: str, names: Names) -> str:
    folded = fold(text)
    if not (is_kana(folded) and len(folded) > 2):
        return ""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


def kana_as_romaji(text: str, names: Names) -> str:
    heard = next((form for form in forms(text) if form.is_sound), None)
    return heard.text if heard and is_kana(fold(text)) and len(heard.text) > 3 else ""


def _respelled(rules: tuple[tuple[str, str], ...]) -> Callable[[str, Names], str]:
    def respell(text: str, names: Names) -> str:
        if not (_latin(text, 6) and re.search("[ōūŌŪ]|tsu|shi|chi|ji|sh[aou]|m[bp]|ou|oo", text)):
            return ""
        out = text
        for old, new in rules:
            out = out.replace(old, new).replace(old.capitalize(), new.capitalize())
        return out if out != text else ""

    return respell


kunrei = _respelled(
    (("tsu", "tu"), ("shi", "si"), ("sha", "sya"), ("sho", "syo"), ("shu", "syu"), ("chi", "ti"),
     ("cha", "tya"), ("cho", "tyo"), ("chu", "tyu"), ("ji", "zi"), ("ja", "zya"), ("jo", "zyo"),
     ("ju", "zyu"), ("fu", "hu"))
)  # fmt: skip
wapuro = _respelled(tuple(_MACRONS.items()))
by_ear = _respelled(
    (
        ("ō", "oh"),
        ("ou", "oh"),
        ("oo", "o"),
        ("ū", "u"),
        ("uu", "u"),
        ("mb", "nb"),
        ("mp", "np"),
        ("ju", "jyu"),
    )
)


def two_characters(text: str, names: Names) -> str:
    start = fold(text)[:2]
    written = len(forms(text)) == 1 and not start.isascii()
    return start if written and len(text) > 2 and names.starts[start] <= 5 else ""


BY_NAME: tuple[Callable[[str, Names], str], ...] = (
    exact, prefix, inner_word, words_shuffled, word_missing, word_added, no_punctuation, one_typo,
    two_typos, short_typo, full_width, half_width, no_accents, hiragana, kana_as_romaji, two_characters,
)  # fmt: skip
SPELLINGS = (("kunrei", kunrei), ("wapuro", wapuro), ("by ear", by_ear))


def cases(names: Names) -> Iterator[Case]:
    """All cases, ``PER_CATEGORY`` of each category where the catalogue has so many."""
    for make in BY_NAME:
        yield from _by_name(make.__name__.replace("_", " "), make, names)
    for label, make in SPELLINGS:
        yield from _by_name(label, make, names)
    yield from _one_character(names)
    yield from _with_year(names)
    yield from _with_people(names)
    yield from _segments(names)


def _by_name(label: str, make: Callable[[str, Names], str], names: Names) -> Iterator[Case]:
    count = 0
    kinds = ("film",) if make is word_added else ("film", "person")
    for key, text in names.shuffled(kinds):
        query = make(text, names)
        if query and count < PER_CATEGORY:
            count += 1
            yield Case(label, query, names.like(text) | {key})


def _one_character(names: Names) -> Iterator[Case]:
    """A character that at most five entries have in their names."""
    having: dict[str, set[str]] = defaultdict(set)
    for key, text in names.rows:
        for char in fold(text):
            having[char].add(key)
    rare = sorted(c for c, keys in having.items() if c > "\u3000" and 1 <= len(keys) <= 5)
    for char in names.random.sample(rare, min(PER_CATEGORY, len(rare))):
        yield Case("one character", char, frozenset(having[char]))


def _with_year(names: Names) -> Iterator[Case]:
    rows = list(
        Film.objects.visible().exclude(year=None).order_by("pk").values_list("pk", "title", "year")
    )
    names.random.shuffle(rows)
    for pk, title, year in rows[:PER_CATEGORY]:
        yield Case("title and year", f"{title} {year}", frozenset({f"film:{pk}"}))


def _with_people(names: Names) -> Iterator[Case]:
    """Films with their director, directors with a year; where at most three films answer."""
    rows = list(
        Credit.objects.filter(role="director", film__hidden=False, person__isnull=False)
        .exclude(film__year=None)
        .order_by("pk")
        .values_list("film", "film__title", "film__year", "person__title")
    )
    by_year: dict[tuple[str, int], set[str]] = defaultdict(set)
    for film, _title, year, person in rows:
        by_year[person, year].add(f"film:{film}")
    names.random.shuffle(rows)
    for film, title, _year, person in rows[:PER_CATEGORY]:
        yield Case("title and person", f"{title} {person}", frozenset({f"film:{film}"}))
    few = [row for row in rows if len(by_year[row[3], row[2]]) <= 3]
    for _film, _title, year, person in few[:PER_CATEGORY]:
        yield Case("director and year", f"{person} {year}", frozenset(by_year[person, year]))
    turned = [row for row in rows if " " in row[3]]
    for _film, _title, _year, person in turned[:PER_CATEGORY]:
        first, _space, last = person.partition(" ")
        yield Case("person, other order", f"{last} {first}", names.like(person))


def _segments(names: Names) -> Iterator[Case]:
    rows = SegmentName.objects.order_by("pk").values_list("text", "segment__film")
    for text, film in list(rows)[:PER_CATEGORY]:
        yield Case("segment", text, frozenset({f"film:{film}"}) | names.like(text))
