"""The reviews and recommendations of this site's own export: they join the rows about the same films."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from accounts.models.review import LONGEST_REASON, LONGEST_REVIEW
from accounts.moving import rows
from accounts.moving.formats.own_lines import About, Line, with_lines
from accounts.moving.rows import Row

#: Films that one row goes with.
_MOST_PAIRS = 200


def with_reviews(found: list[Row], told: Iterable[Line], about: About) -> list[Row]:
    """The rows of a watch list with reviews; ``about`` says which film a line is about."""

    def put(row: Row, line: Line) -> Row:
        review = {
            "text": rows.long_text(line.get("text"), LONGEST_REVIEW),
            "title": rows.text(line.get("headline"), 150),
            "language": rows.text(line.get("language"), 20),
            "score": rows.score(line.get("score"), 100),
            "spoilers": line.get("spoilers") is True,
            "written": rows.moment(line.get("written")),
        }
        return replace(row, review=review) if review["text"] else row

    return with_lines(found, told, about, put)


def with_pairs(found: list[Row], told: Iterable[Line], about: About) -> list[Row]:
    """The rows of a watch list with recommendations, each at the first of its films."""

    def put(row: Row, line: Line) -> Row:
        other = about({"film": line.get("other")})
        pair = {
            "other": other,
            "text": rows.long_text(line.get("text"), LONGEST_REASON),
            "language": rows.text(line.get("language"), 20),
            "written": rows.moment(line.get("written")),
        }
        if other is None or not pair["text"] or len(row.pairs) >= _MOST_PAIRS:
            return row
        return replace(row, pairs=(*row.pairs, pair))

    return with_lines(found, told, about, put)
