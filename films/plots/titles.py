"""Titles where there is little room: what all films of a franchise are called is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: A beginning ends behind a space or a sign that parts titles.
_ENDS = re.compile(r"[\s:：～~・\-–—]+")
#: What is shorter says too little to be told apart from chance ("The").
_SHORTEST = 4


def shortened(titles: Sequence[str], many: int) -> list[str]:
    """The titles without the longest beginning that ``many`` of them share: "…2.0 You Can (Not) Advance".

    A title that is such a beginning as a whole stays as it is.
    """
    shared: Counter[str] = Counter()
    for title in titles:
        shared.update(_beginnings(title))
    return [_without(title, shared, many) for title in titles]


def _beginnings(title: str) -> list[str]:
    return [
        title[: match.end()]
        for match in _ENDS.finditer(title)
        if match.end() > _SHORTEST and match.end() < len(title)
    ]


def _without(title: str, shared: Counter[str], many: int) -> str:
    for beginning in reversed(_beginnings(title)):
        if shared[beginning] >= many:
            return "…" + title[len(beginning) :]
    return title
