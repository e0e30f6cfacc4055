"""Folding names for search: spellings that a reader takes for the same become the same text."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DROPPED = re.compile(r"[^\w\s]|_")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Long vowels of romaji are written ō, ou, oo or oh: all fold to one letter.
_LONG_VOWELS = re.compile(r"ou|oo|oh(?![aeiou])|uu")


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
    """``fold`` with the long vowels of romaji shortened: Ōtomo, Ootomo and Otomo are one."""
    return _LONG_VOWELS.sub(lambda match: match.group()[0], fold(text))
