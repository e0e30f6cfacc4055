"""Words and regular expressions, looked for with a limit on time: a slow one is stopped, and said to be."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache
from math import prod
from typing import Any

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: How long one expression, and all of one edit together, may look, in seconds of this process, which
#: is what the engine of expressions counts: other writers wait meanwhile.
ONE_SEARCH, ALL_SEARCHES = 0.1, 0.3
LONGEST = 300
#: Counted repetitions inside each other are multiplied out when an expression is compiled.
MOST_REPEATED = 10_000
#: Writing in which words are not set apart.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_COUNTS = regex.compile(r"\{[^{}]*\}")
_NUMBER = regex.compile(r"\d+")


class CannotTell(Exception):
    """The expression was too slow for this text, or it is none."""


class Searches:
    """Looks for expressions in texts until the time of one edit is up."""

    def __init__(self, seconds: float = ALL_SEARCHES) -> None:
        self.left = seconds

    def finds(self, pattern: Any, text: str) -> bool:
        """Whether ``pattern`` (compiled) occurs in ``text``. Raises ``CannotTell``."""
        if self.left <= 0:
            raise CannotTell
        began = time.process_time()
        try:
            # Concurrent: the other threads of this process go on meanwhile.
            found = pattern.search(text, timeout=min(ONE_SEARCH, self.left), concurrent=True)
        except (TimeoutError, MemoryError) as error:
            raise CannotTell from error
        finally:
            self.left -= time.process_time() - began
        return found is not None


def check_expression(source: str) -> None:
    """Raise ``ValidationError``, in words for an administrator, unless ``source`` can be used."""
    if len(source) > LONGEST:
        raise ValidationError(_("An expression has at most %(n)s characters.") % {"n": LONGEST})
    counts = (number for braces in _COUNTS.findall(source) for number in _NUMBER.findall(braces))
    if prod(max(1, int(number[:9])) for number in counts) > MOST_REPEATED:
        raise ValidationError(_("This expression repeats too much: use smaller numbers in braces."))
    try:
        found = expression(source)
    except CannotTell as error:
        why = str(error.__cause__)
        raise ValidationError(
            _("This is no regular expression: %(why)s.") % {"why": why}
        ) from error
    try:
        empty = Searches().finds(found, "")
    except CannotTell:
        empty = True
    if empty:
        raise ValidationError(_("This expression is found even in an empty text."))


@lru_cache(maxsize=200)
def expression(source: str) -> Any:
    """``source`` compiled, whatever the case of letters. Raises ``CannotTell``."""
    try:
        return regex.compile(source, flags=regex.IGNORECASE)
    except (regex.error, RecursionError, OverflowError, MemoryError, ValueError, KeyError) as error:
        raise CannotTell from error


def words(lines: Iterable[str]) -> Any:
    """An expression that finds any of these words or phrases, as whole words, whatever their case.

    Inside scripts that are written without blanks they are found anywhere.
    """
    return _words(tuple(lines))


@lru_cache(maxsize=200)
def _words(lines: tuple[str, ...]) -> Any:
    ways = [
        regex.escape(line) if _UNSPACED.search(line) else rf"(?<!\w){regex.escape(line)}(?!\w)"
        for line in lines
    ]
    return regex.compile("|".join(ways), flags=regex.IGNORECASE | regex.FULLCASE)
