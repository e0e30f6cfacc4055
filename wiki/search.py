"""Finding entries by name: the search page, the pickers of forms, and names that people type.

Works on ``SearchName``: one row per name, folded (``wiki.folding``), of entries that readers may
see. One statement grades every matching name: equal to the query, beginning with it, having a word
that begins with it, holding it somewhere, holding its words in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Least, Length, Replace, RowNumber
from django.http.request import split_domain_port, validate_host

from wiki.documents import Label
from wiki.entry_types import EntryType, registry
from wiki.folding import fold_romaji
from wiki.models import SearchName

#: Longer queries are cut: no name is searched for by more.
LONGEST_QUERY = 100
#: More words than this are searched for as the first ones.
MOST_WORDS = 8
#: How far apart the grades are in a score; what is below orders the names of one grade.
_GRADE = 1_000

EXACT, PREFIX, WORD, INSIDE, SCATTERED = range(5)


@dataclass(frozen=True)
class Candidate(Label):
    """An entry that a text may mean. ``note`` tells it from others of its name."""

    note: str = ""

    @property
    def pk(self) -> int:
        """The entry's id."""
        return int(self.key.partition(":")[2])


@dataclass(frozen=True)
class Group:
    """What a query finds of one type: the best, and how many there are in all."""

    entry_type: EntryType
    candidates: list[Candidate]
    count: int


@dataclass(frozen=True)
class Query:
    """A query as it is searched for. False when it holds nothing to search for."""

    text: str
    folded: str

    @classmethod
    def of(cls, text: Any) -> Query:
        """The query that a person typed: cut, without control characters, folded."""
        cleaned = "".join(c if c.isprintable() else " " for c in str(text or ""))
        cleaned = " ".join(cleaned[:LONGEST_QUERY].split())
        return cls(cleaned, fold_romaji(cleaned))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def words(self) -> list[str]:
        """The words of the query, each once."""
        return list(dict.fromkeys(self.folded.split()))[:MOST_WORDS]


def search(query: Query, *, per_type: int = 6) -> list[Group]:
    """What ``query`` finds, the best ``per_type`` of each type.

    One statement, then two per type that has any.
    """
    if not query:
        return []
    place = Window(
        RowNumber(), partition_by=F("entry_type"), order_by=[F("score").asc(), F("entry_id").asc()]
    )
    count = Window(Count("*"), partition_by=F("entry_type"))
    rows = (
        found(query)
        .annotate(place=place, count=count)
        .filter(place__lte=per_type)
        .order_by("entry_type", "place")
    )
    ids: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for name, pk, total in rows.values_list("entry_type", "entry_id", "count"):
        ids.setdefault(name, []).append(pk)
        counts[name] = total
    return [
        Group(entry_type, candidates(entry_type, ids[entry_type.name]), counts[entry_type.name])
        for entry_type in registry
        if entry_type.name in ids
    ]


def found(query: Query, entry_type: EntryType | None = None) -> QuerySet[Any, Any]:
    """The entries that ``query`` finds: rows of ``entry_type``, ``entry_id`` and ``score``.

    The lowest score is the best; (score, entry_id) is a total order within a type.
    """
    names = SearchName.objects.alias(squeezed=_squeezed()).filter(_condition(query))
    if entry_type is not None:
        names = names.filter(entry_type=entry_type.name)
    return names.order_by().values("entry_type", "entry_id").annotate(score=Min(_score(query)))


def pick(entry_type: EntryType, text: Any, *, limit: int = 10) -> list[Candidate]:
    """The best candidates for what somebody types into a picker."""
    query = Query.of(text)
    direct = _by_reference(entry_type, query.text)
    if direct or not query:
        return direct
    ids = found(query, entry_type).order_by("score", "entry_id").values_list("entry_id", flat=True)
    return candidates(entry_type, list(ids[:limit]))


def resolve(entry_type: EntryType, text: Any, *, limit: int = 20) -> list[Candidate]:
    """The entries of a type that ``text`` names exactly.

    ``text`` is a name (however written), ``#12``, an address such as ``/people/12-x/`` with or
    without this site in front, or a name with ``#12`` behind it, which decides.
    """
    query = Query.of(text)
    if not query:
        return []
    direct = _by_reference(entry_type, query.text)
    if direct:
        return direct
    names = SearchName.objects.filter(_equal(query), entry_type=entry_type.name)
    ids = (
        names.order_by().values("entry_id").annotate(best=Min("rank")).order_by("best", "entry_id")
    )
    return candidates(entry_type, list(ids.values_list("entry_id", flat=True)[:limit]))


def candidates(entry_type: EntryType, ids: Iterable[int]) -> list[Candidate]:
    """Candidates for entries that readers may see, in the order of ``ids``, with their notes."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = entry_type.model.objects.visible().filter(pk__in=wanted)
    columns = ("pk", "title", "title_native", "title_latin", "slug")
    by_id = {row[0]: row for row in rows.order_by().values_list(*columns)}
    notes = entry_type.notes(list(by_id)) if entry_type.notes and by_id else {}
    return [
        Candidate(
            key=f"{entry_type.name}:{pk}",
            title=by_id[pk][1] or f"{entry_type.label} {pk}",
            native=by_id[pk][2],
            latin=by_id[pk][3],
            url=entry_type.url(pk, by_id[pk][4]),
            note=str(notes.get(pk, "")),
        )
        for pk in wanted
        if pk in by_id
    ]


_NUMBER = re.compile(r"^(?:.*\s)?#(\d{1,18})$", re.ASCII | re.DOTALL)
_ADDRESS = re.compile(r"^/([a-z]+)/(\d{1,18})(?:-[^/]*)?/?$", re.ASCII)


def _by_reference(entry_type: EntryType, text: str) -> list[Candidate]:
    """The entry that a number or an address names; the survivor of a merged one."""
    pk = _number_in(entry_type, text)
    if pk is None:
        return []
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        merged = entry_type.model.objects.filter(pk=pk).values_list("merged_into", flat=True)
        pk = merged.first() or pk
    return candidates(entry_type, [pk])


def _number_in(entry_type: EntryType, text: str) -> int | None:
    number = _NUMBER.match(text)
    if number:
        return int(number.group(1))
    try:
        parts = urlsplit(text)
    except ValueError:  # such as "http://[": not an address
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    if parts.netloc:
        host, _port = split_domain_port(parts.netloc.lower())
        if not host or not validate_host(host, settings.ALLOWED_HOSTS):
            return None
    address = _ADDRESS.match(parts.path)
    if address and address.group(1) == entry_type.segment:
        return int(address.group(2))
    return None


def _squeezed() -> Any:
    """Names without their spaces: Japanese names are written with and without."""
    return Replace(F("folded"), Value(" "), Value(""))


def _is_spaceless(query: Query) -> bool:
    """Whether the query is one word of a script that need not part its words."""
    return not query.folded.isascii() and " " not in query.folded


def _equal(query: Query) -> Q:
    if not query.folded:  # only punctuation: names such as "…" are found as they are
        return Q(text=query.text)
    return Q(folded=query.folded)


def _condition(query: Query) -> Q:
    """Names that hold every word of the query."""
    if not query.folded:
        return Q(text__contains=query.text)
    if len(query.folded) == 1 and query.folded.isascii():
        return Q(folded__startswith=query.folded) | Q(folded__contains=f" {query.folded}")
    condition = Q()
    for word in query.words:
        condition &= Q(folded__contains=word)
    if _is_spaceless(query):
        condition |= Q(squeezed__contains=query.folded)
    return condition


def _score(query: Query) -> Any:
    """How well a name fits: its grade, then display names first, then short ones."""
    whole = query.folded
    grade = Case(
        When(_equal(query), then=Value(EXACT)),
        When(folded__startswith=whole, then=Value(PREFIX)),
        When(folded__contains=f" {whole}", then=Value(WORD)),
        When(folded__contains=whole, then=Value(INSIDE)),
        default=Value(SCATTERED),
        output_field=IntegerField(),
    )
    length = Least(Length("folded"), Value(255))
    other = Case(When(rank=0, then=Value(0)), default=Value(300), output_field=IntegerField())
    return grade * Value(_GRADE) + other + length


__all__ = [
    "Candidate",
    "Group",
    "Query",
    "candidates",
    "found",
    "pick",
    "resolve",
    "search",
]
