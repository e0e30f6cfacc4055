"""How names sound: spellings of Japanese in Latin letters and in kana that are one and the same name.

Hepburn, Kunrei, what keyboards take (wāpuro) and spellings by ear become one text, and so do kana:
Ōtomo, Ootomo, Ohtomo and オオトモ; Tsuburaya and Tuburaya; shimbun and sinbun; Junko, Zyunko and ジュンコ.
Other languages suffer the same changes on both sides, of queries and of names, so they still find
themselves; ``rank`` tells what was really meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Kana by the consonant that Kunrei writes, in the order a i u e o; "-" where there is none.
_ROWS = (
    ("", "アイウエオ"),
    ("k", "カキクケコ"),
    ("g", "ガギグゲゴ"),
    ("s", "サシスセソ"),
    ("z", "ザジズゼゾ"),
    ("t", "タチツテト"),
    ("d", "ダ--デド"),
    ("n", "ナニヌネノ"),
    ("h", "ハヒフヘホ"),
    ("b", "バビブベボ"),
    ("p", "パピプペポ"),
    ("m", "マミムメモ"),
    ("r", "ラリルレロ"),
    ("y", "ヤ-ユ-ヨ"),
    ("w", "ワヰ-ヱ-"),
    ("v", "--ヴ--"),
)
_VOWELS = "aiueo"
_KANA = {
    kana: consonant + vowel
    for consonant, row in _ROWS
    for kana, vowel in zip(row, _VOWELS, strict=True)
    if kana != "-"
} | {"ヂ": "zi", "ヅ": "zu", "ヲ": "o", "ン": "n", "ッ": "", "ー": "", "ヵ": "ka", "ヶ": "ke"}
_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL = dict(zip("ァィゥェォ", _VOWELS, strict=True))

#: Applied in this order to each word of a to z.
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"tch|cch", "ch"),
        (r"dz", "z"),
        (r"sh(?=i)", "s"),
        (r"sh(?=[auoe])", "sy"),
        (r"ch(?=i)", "t"),
        (r"ch(?=[auoe])", "ty"),
        (r"ts(?=u)", "t"),
        (r"j(?=i)", "z"),
        (r"jy?(?=[auoe])", "zy"),
        (r"ph|f", "h"),
        (r"v", "b"),
        (r"l", "r"),
        (r"ck|c(?=[aoukrt]|$)", "k"),
        (r"c(?=[ei])", "s"),
        (r"x", "ks"),
        (r"qu?", "k"),
        (r"ou|oo|oh(?![aiueoy])", "o"),
        (r"ei|ee", "e"),
        (r"aa", "a"),
        (r"ii", "i"),
        (r"uu", "u"),
        (r"m(?=[bpm])", "n"),
        (r"(?<=[aiueo])h(?![aiueoy])", ""),
        (r"([a-z])\1+", r"\1"),
    )
)
_ONLY_KANA = re.compile(
    r"[\u30a1-\u30fa\u30fc\x00-\x7f]*[\u30a1-\u30fa][\u30a1-\u30fa\u30fc\x00-\x7f]*"
)


def is_kana(folded: str) -> bool:
    """Whether a text that ``wiki.folding.fold`` has folded can be read aloud as it stands."""
    return _ONLY_KANA.fullmatch(folded) is not None


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sound of a folded word; of characters other than a to z only kana change."""
    if not word.isascii():
        word = _romanised(word)
    if word == "wo":
        return "o"
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return word


def _romanised(word: str) -> str:
    letters: list[str] = []
    for char in word:
        last = letters[-1] if letters else ""
        if char in _SMALL_Y and last.endswith("i"):
            letters[-1] = f"{last[:-1]}y{_SMALL_Y[char]}"
        elif char in _SMALL and last[-1:] in tuple(_VOWELS):
            letters[-1] = _with_small(last, _SMALL[char])
        else:
            letters.append(
                _KANA.get(char) or _SMALL.get(char) or _SMALL_Y.get(char) or _plain(char)
            )
    return "".join(letters)


def _with_small(syllable: str, vowel: str) -> str:
    """A syllable with a small vowel behind it: te and i are ti, si and e are sye, u and i are wi."""
    if syllable == "u":
        return f"w{vowel}"
    if syllable.endswith("i") and len(syllable) > 1:
        return f"{syllable[:-1]}y{vowel}"
    return f"{syllable[:-1]}{vowel}"


def _plain(char: str) -> str:
    return "" if char in _KANA else char
