"""Folding names for search: spellings that a reader takes for the same become the same text."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DROPPED = re.compile(r"[^\w\s]|_")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Long vowels of romaji are written ō, ou, oo or oh: all fold to one letter.
_LONG_VOWELS = re.compile(r"ou|oo|oh(?![aeiou])|uu")

# A space between two characters of Japanese or Chinese: names are written with and without.
_IDLE_SPACE = re.compile(
    r"(?<=[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]) (?=[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff])"
)


def fold(text: str) -> str:
    """``text`` for comparing names.

    Unicode NFKC (full-width and half-width become one), case, accents and macrons are dropped,
    hiragana becomes katakana, punctuation becomes a space, spaces are single. Voiced kana marks
    stay: they make another word.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)
    if not text.isascii():
        kept = []
        for char in unicodedata.normalize("NFD", text):
            if unicodedata.combining(char) and char not in "\u3099\u309a":
                continue
            kept.append(char)
        text = unicodedata.normalize("NFC", "".join(kept))
    return _SPACES.sub(" ", _DROPPED.sub(" ", text)).strip()


def fold_romaji(text: str) -> str:
    """``fold`` for finding names: what may be written or left out is left out.

    Long vowels of romaji (Ōtomo, Ootomo and Otomo are one), spaces between Japanese characters.
    """
    short = _LONG_VOWELS.sub(lambda match: match.group()[0], fold(text))
    return short if short.isascii() else _IDLE_SPACE.sub("", short)
