"""Readings over Japanese titles: which part of a reading belongs to which characters.

A title is cut into runs of kanji (and whatever else is not kana) and runs of kana. The kana must
stand in the reading as they are; what lies between them is read as the kanji.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: Longer titles are shown without a reading.
_LONGEST = 60
_LATIN = r"[A-Za-z][A-Za-z /.,:'’!-]{3,}"
#: Kana; Latin words; anything else up to the next of these.
_RUNS = re.compile(rf"[ぁ-ゖァ-ヺー]+|{_LATIN}|.+?(?=[ぁ-ゖァ-ヺー]|{_LATIN}|$)")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def ruby(title: str, reading: str) -> list[tuple[str, str]]:
    """Parts of ``title`` with their reading; "" for parts that need none.

    >>> ruby("君の名は", "きみのなは")
    [('君', 'きみ'), ('の', ''), ('名', 'な'), ('は', '')]

    A reading that does not fit gives the title alone.
    """
    words, heard = title.split(), reading.split()
    if not heard or len(title) > _LONGEST or len(reading) > 2 * _LONGEST:
        return [(title, "")]
    if len(words) != len(heard):
        return _word(title, "".join(heard)) or [(title, "")]
    found: list[tuple[str, str]] = []
    for word, sound in zip(words, heard, strict=True):
        parts = _word(word, sound)
        if parts is None:
            return [(title, "")]
        found += [(" ", ""), *parts] if found else parts
    return found


def ruby_html(title: str, reading: str) -> SafeString:
    """``title`` with its reading above it, for the content of an element."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", text, above),)
            if above
            else (text,)
            for text, above in ruby(title, reading)
        ),
    )


def _word(title: str, reading: str) -> list[tuple[str, str]] | None:
    """The parts of one word; ``None`` if the reading does not fit."""
    runs = _RUNS.findall(title)
    folded = [_fold(run) for run in runs]
    heard = _fold(reading)

    @cache
    def fit(run: int, at: int) -> tuple[int, ...] | None:
        """Where each run from ``run`` on begins in the reading, if the rest from ``at`` fits."""
        if run == len(runs):
            return () if at == len(heard) else None
        for length in _lengths(folded[run], heard, at):
            rest = fit(run + 1, at + length)
            if rest is not None:
                return (at, *rest)
        return None

    begins = fit(0, 0)
    if begins is None:
        return None
    ends = (*begins[1:], len(reading))
    return [
        (run, reading[begin:end] if _KANJI.search(run) else "")
        for run, begin, end in zip(runs, begins, ends, strict=True)
    ]


def _lengths(run: str, heard: str, at: int) -> range:
    """How much of the reading from ``at`` on a run may take."""
    if _KANJI.search(run):
        return range(1, len(heard) - at + 1)
    bare = run.strip()
    if heard.startswith(bare, at):
        return range(len(bare), len(bare) + 1)
    # Kana must be heard; signs and Latin words may be left out of a reading.
    return range(0) if _KANA.match(run) else range(1)


def _fold(text: str) -> str:
    """``text`` with hiragana for katakana."""
    return text.translate(_TO_HIRAGANA)
