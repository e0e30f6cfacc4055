"""What the index holds of a name, and what it is asked for a query. Pure.

A name has two *forms*, or one: as it is written, and, unless nobody can tell, as it sounds
(``sound``). Each form gives

- its *key*, without spaces: names that are equal have an equal key;
- *words*, which may stand in any order. What is written without spaces, as Japanese is, gives
  each character and each two neighbours in their place;
- *grams*, the two and three neighbouring characters of the key, which survive typing errors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from wiki.folding import fold
from wiki.search_engine.sound import is_kana, sound

#: The beginnings of keys and of words that the index holds are up to so long.
LONGEST_START = 6
#: Longer keys are cut, so that no name is expensive.
LONGEST_KEY = 120
#: How many words of a query are asked for; the others are not.
MOST_WORDS = 8

_APOSTROPHES = re.compile("['\u2019\u02bc\uff07`\u00b4]")
# Han, kana, and Hangul, whose spaces are often left out.
_UNSPACED = (
    r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    r"\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}\\s]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_IDLE_SPACE = re.compile(f"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])")


@dataclass(frozen=True)
class Form:
    """A name or a query, written or as it sounds: ``text`` is folded, with single spaces.

    ``spaced`` has also those spaces that Japanese is written with or without.
    """

    text: str
    is_sound: bool
    spaced: str = ""

    @cached_property
    def key(self) -> str:
        """The text without spaces."""
        return self.text.replace(" ", "")[:LONGEST_KEY]

    @cached_property
    def words(self) -> list[str]:
        """Words in their order; runs of what is written without spaces are one."""
        return _RUNS.findall(self.spaced or self.text)


@lru_cache(maxsize=16_384)
def forms(text: str) -> tuple[Form, ...]:
    """The forms of a name or of a query, the written one first; none only if ``text`` is blank."""
    folded = fold(_APOSTROPHES.sub("", text))
    if not folded:  # punctuation only: names such as "…" are found as they are
        plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
        return (Form(plain, is_sound=False),) if plain else ()
    written = Form(_IDLE_SPACE.sub("", folded), is_sound=False, spaced=folded)
    if _IS_UNSPACED.search(folded) and not is_kana(folded):
        return (written,)
    heard = " ".join(filter(None, map(sound, folded.split())))
    return (written, Form(heard, is_sound=True)) if heard else (written,)


def starts(form: Form) -> list[str]:
    """The beginnings of its key."""
    return [form.key[:length] for length in range(1, min(len(form.key), LONGEST_START) + 1)]


def words(form: Form) -> set[str]:
    """The words under which the index holds a form."""
    found: set[str] = set()
    for word in (*form.words, *_RUNS.findall(form.text)):
        if _IS_UNSPACED.match(word):
            found.update(word)
            found.update(map("".join, pairwise(word)))
        else:
            found.add(word)
    return found


@lru_cache(maxsize=16_384)
def words_of(text: str) -> frozenset[str]:
    """The words of all forms of a name: the same people and titles belong to many entries."""
    return frozenset(word for form in forms(text) for word in words(form))


def word_starts(form: Form) -> set[str]:
    """The beginnings of its Latin words, for what is being typed."""
    return {
        word[:length]
        for word in form.words
        if not _IS_UNSPACED.match(word)
        for length in range(1, min(len(word), LONGEST_START) + 1)
    }


def wanted(form: Form) -> tuple[list[str], str]:
    """The words that must be there, and the beginning of one that is perhaps not yet typed out."""
    must: list[str] = []
    for word in form.words[:MOST_WORDS]:
        if not _IS_UNSPACED.match(word) or len(word) == 1:
            must.append(word)
        else:
            must += map("".join, pairwise(word))
    last = form.words[:MOST_WORDS][-1:]
    if last and not _IS_UNSPACED.match(last[0]):
        return must[:-1], last[0]
    return must, ""


def grams(form: Form) -> set[str]:
    """Two and three neighbouring characters; a mark stands before the first."""
    key = f"^{form.key}"
    found = {key[at : at + size] for size in (2, 3) for at in range(len(key) - size + 1)}
    found.update(_IS_UNSPACED.findall(form.key))
    return found


def grams_of(found: Sequence[Form]) -> set[str]:
    """The grams of the sound where there is one, and of what is written without spaces."""
    return {
        gram
        for form in found
        if form.is_sound or len(found) == 1 or _IS_UNSPACED.search(form.text)
        for gram in grams(form)
    }
