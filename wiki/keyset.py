"""Paging by keyset: a page begins after a row, not after a number of rows.

``?after=1995~memories~12`` continues behind the row with these values, so that pages neither skip
nor repeat rows when others come or go meanwhile, and the last page costs as much as the first::

    page = Keyset("-year", "sort_title", "pk").page(films, request.GET, size=60)

The last field must make the order total (``pk``). Nulls come last, whichever the direction.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wiki.exceptions import WikiError

AFTER, BEFORE = "after", "before"
#: The mark of an empty value, and what stands between values.
_NULL, _SEPARATOR, _ESCAPE = "!", "~", "\\"
_LONGEST_CURSOR = 2_000
#: So many rows are read at once where most of them do not pass.
_LONGEST_STEP = 10_000
_LARGEST_INTEGER = 2**63 - 1
_INTEGER = re.compile(r"-?\d{1,19}\Z", re.ASCII)


class BadCursor(WikiError):
    """The place to continue from is not one that this list has given out."""

    status = 400
    message = _(
        "This address asks for a part of the list that cannot be found. Begin at its start."
    )


@dataclass(frozen=True)
class KeysetPage:
    """Some rows, and the query strings of the pages around them ("" where there is none)."""

    rows: list[Any]
    previous: str
    next: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether the list fits on this page."""
        return not (self.previous or self.next)


class _RowComparison(Func):
    """``(size, created_at, id) > (...)``, which databases follow into an index to the very row."""

    output_field = models.BooleanField()

    def __init__(
        self, columns: Sequence[tuple[str, Any]], values: Sequence[Any], *, falling: bool
    ) -> None:
        self.falling = falling
        limits = [Value(v, output_field=f) for (_n, f), v in zip(columns, values, strict=True)]
        super().__init__(*(F(name) for name, _field in columns), *limits)

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_options: Any) -> Any:
        """Both rows in brackets; both databases know this form."""
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _p in side) for side in (parts[:half], parts[half:]))
        sign = "<" if self.falling else ">"
        return f"({left}) {sign} ({right})", [p for _sql, params in parts for p in params]


class Keyset:
    """An order of rows: field names, ``-`` in front where it descends, a unique one last."""

    def __init__(self, *fields: str, filled: bool = False) -> None:
        """``filled`` says that no row has null in any of these fields, whatever columns allow."""
        self.fields = [(name.lstrip("-"), name.startswith("-")) for name in fields]
        self.filled = filled

    def page(
        self,
        rows: QuerySet[Any, Any],
        parameters: QueryDict,
        *,
        size: int,
        passing: Callable[[Any], bool] | None = None,
    ) -> KeysetPage:
        """The page of ``rows`` that ``parameters`` ask for. Raises ``BadCursor``.

        One query; a second one where going back reaches the start, which is then shown in full. With
        ``passing`` only rows that pass are shown; as many are read, in growing steps, as that takes.
        """
        after, before = parameters.get(AFTER), parameters.get(BEFORE)
        if after is not None and before is not None:
            raise BadCursor
        if before is not None:
            start = self.beyond(rows, self._read(rows, before), back=True)
            found = self._some(rows, start, size + 1, passing, back=True)
            if len(found) > size:
                shown = found[size - 1 :: -1]
                return KeysetPage(
                    shown,
                    self._link(parameters, BEFORE, shown[0]),
                    self._link(parameters, AFTER, shown[-1]),
                )
            after = None
        ordered = self.ordered(rows)
        if after is not None:
            ordered = self.beyond(rows, self._read(rows, after))
        found = self._some(rows, ordered, size + 1, passing)
        shown = found[:size]
        further = self.link_after(shown[-1], parameters) if len(found) > size else ""
        if after is None:
            return KeysetPage(shown, "", further)
        back = self._link(parameters, BEFORE, shown[0]) if shown else _query(parameters)
        return KeysetPage(shown, back, further)

    def _some(
        self,
        rows: QuerySet[Any, Any],
        ordered: QuerySet[Any, Any],
        most: int,
        passing: Callable[[Any], bool] | None,
        *,
        back: bool = False,
    ) -> list[Any]:
        """The first ``most`` of ``ordered``, which are ``rows`` from some place on, that pass."""
        if passing is None:
            return list(ordered[:most])
        found: list[Any] = []
        step = 4 * most
        while True:
            read = list(ordered[:step])
            found += filter(passing, read)
            if len(found) >= most or len(read) < step:
                return found[:most]
            ordered = self.beyond(rows, self.values_of(read[-1]), back=back)
            step = min(2 * step, _LONGEST_STEP)

    def values_of(self, row: Any) -> list[Any]:
        """The place of ``row`` in this order: a place that ``beyond`` goes on from."""
        return [_value(row, name) for name, _descending in self.fields]

    def beyond(
        self, rows: QuerySet[Any, Any], values: list[Any], *, back: bool = False
    ) -> QuerySet[Any, Any]:
        """Those of ``rows`` that come after a place, in order; before it, nearest first, if ``back``."""
        return self.ordered(rows, back=back).filter(self._beyond(rows, values, back))

    def link_after(self, row: Any, parameters: QueryDict) -> str:
        """The query string of the page that begins behind ``row``."""
        return self._link(parameters, AFTER, row)

    def ordered(self, rows: QuerySet[Any, Any], *, back: bool = False) -> QuerySet[Any, Any]:
        """``rows`` in this order, or the other way round."""
        order = []
        for name, descending in self.fields:
            column = F(name)
            nulls: dict[str, Any] = {}
            if self._nullable(rows, name):
                nulls = {"nulls_first": True} if back else {"nulls_last": True}
            order.append(column.desc(**nulls) if descending != back else column.asc(**nulls))
        return rows.order_by(*order)

    def _beyond(
        self, rows: QuerySet[Any, Any], values: list[Any], back: bool
    ) -> Q | _RowComparison:
        """Rows behind the one with ``values``, or before it when going ``back``."""
        directions = {descending for _name, descending in self.fields}
        if len(directions) == 1 and not any(self._nullable(rows, name) for name, _d in self.fields):
            columns = [(name, _field(rows, name)) for name, _descending in self.fields]
            return _RowComparison(columns, values, falling=directions.pop() != back)
        ways: list[Q] = []
        equal = Q()
        for (name, descending), value in zip(self.fields, values, strict=True):
            step = self._step(rows, name, value, descending != back, back)
            if step is not None:
                ways.append(equal & step)
            equal &= Q(**({f"{name}__isnull": True} if value is None else {name: value}))
        condition = reduce(or_, ways)
        name, descending = self.fields[0]
        if values[0] is not None and (back or not self._nullable(rows, name)):
            # The same again, in a form that an index can follow.
            condition &= Q(**{f"{name}__{'lte' if descending != back else 'gte'}": values[0]})
        return condition

    def _step(
        self, rows: QuerySet[Any, Any], name: str, value: Any, falling: bool, back: bool
    ) -> Q | None:
        """What lies strictly beyond ``value`` in one field; ``None`` if nothing does."""
        if value is None:
            return Q(**{f"{name}__isnull": False}) if back else None
        step = Q(**{f"{name}__{'lt' if falling else 'gt'}": value})
        if not back and self._nullable(rows, name):
            step |= Q(**{f"{name}__isnull": True})
        return step

    def _nullable(self, rows: QuerySet[Any, Any], name: str) -> bool:
        return not self.filled and _nullable(rows, name)

    def _link(self, parameters: QueryDict, direction: str, row: Any) -> str:
        values = self.values_of(row)
        return _query(parameters, **{direction: _SEPARATOR.join(map(_write, values))})

    def _read(self, rows: QuerySet[Any, Any], cursor: str) -> list[Any]:
        """The values that a cursor holds. Raises ``BadCursor``."""
        if len(cursor) > _LONGEST_CURSOR or "\x00" in cursor:
            raise BadCursor
        texts = _split(cursor)
        if len(texts) != len(self.fields):
            raise BadCursor
        return [
            None
            if text is None and self._nullable(rows, name)
            else _parse(_field(rows, name), text)
            for (name, _descending), text in zip(self.fields, texts, strict=True)
        ]


def _query(parameters: QueryDict, **more: str) -> str:
    """``parameters`` as a query string, without their cursors, with ``more``."""
    changed = parameters.copy()
    for name in (AFTER, BEFORE):
        changed.pop(name, None)
    for name, value in more.items():
        changed[name] = value
    return f"?{changed.urlencode(safe=_SEPARATOR + ':,')}"


def _field(rows: QuerySet[Any, Any], name: str) -> Any:
    """The model field behind a name of the order: an annotation's, or one of a related row."""
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    options = rows.model._meta
    *path, last = name.split("__")
    for step in path:
        options = options.get_field(step).related_model._meta
    return options.pk if last == "pk" else options.get_field(last)


def _nullable(rows: QuerySet[Any, Any], name: str) -> bool:
    path = name.split("__")
    steps = ["__".join(path[:length]) for length in range(1, len(path) + 1)]
    return any(_field(rows, step).null for step in steps)


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for step in name.split("__"):
        row = getattr(row, step)
    return row


def _write(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, datetime.date):  # and datetime, which is one
        return value.isoformat()
    text = str(value)
    for mark in (_ESCAPE, _SEPARATOR, _NULL):
        text = text.replace(mark, _ESCAPE + mark)
    return text


def _split(cursor: str) -> list[str | None]:
    """The texts of a cursor, unescaped; ``None`` for the mark of an empty value."""
    texts: list[str | None] = []
    current, null, escaped = "", False, False
    for char in cursor:
        if escaped:
            current, escaped = current + char, False
        elif char == _ESCAPE:
            escaped = True
        elif char == _NULL:
            null = True
        elif char == _SEPARATOR:
            texts.append(None if null else current)
            current, null = "", False
        else:
            current += char
    texts.append(None if null else current)
    return texts


def _parse(field: Any, text: str | None) -> Any:
    """The value that ``text`` stands for in ``field``. Raises ``BadCursor``."""
    if text is None:
        raise BadCursor
    try:
        if isinstance(field, models.DateTimeField):
            moment = datetime.datetime.fromisoformat(text)
            if (moment.tzinfo is None) == settings.USE_TZ:
                raise BadCursor
            return moment
        if isinstance(field, models.DateField):
            return datetime.date.fromisoformat(text)
        if isinstance(field, models.IntegerField):
            if not _INTEGER.match(text) or abs(int(text)) > _LARGEST_INTEGER:
                raise BadCursor
            return int(text)
        return text
    except ValueError:
        raise BadCursor from None
