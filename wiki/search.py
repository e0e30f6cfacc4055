"""Finding entries by name: the search page, the pickers of forms, and names that people type.

Works on ``SearchName``: one row per name, folded (``wiki.folding``), of entries that readers may
see. One statement grades every matching name: equal to the query, beginning with it, having a word
that begins with it, holding it somewhere, holding its words in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

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

from wiki import documents
from wiki.documents import Label
from wiki.entry_types import EntryType, registry
from wiki.folding import fold_romaji
from wiki.models import SearchName
from wiki.scripts import script_language

#: Longer queries are cut: no name is searched for by more.
LONGEST_QUERY = 100
#: More words than this are searched for as the first ones.
MOST_WORDS = 8
#: How many types, of those declared first, a search of everything gives notes for.
NOTED = 3
#: How far apart the grades are in a score; what is below orders the names of one grade.
_GRADE = 1_000

EXACT, PREFIX, WORD, INSIDE, SCATTERED = range(5)


@dataclass(frozen=True)
class Candidate(Label):
    """An entry that a text may mean. ``note`` tells it from others of its name.

    ``found`` is the name by which a search found it.
    """

    note: str = ""
    found: str = ""

    @property
    def pk(self) -> int:
        """The entry's id."""
        return int(self.key.partition(":")[2])

    @property
    def other_name(self) -> str:
        """The name by which it was found, where the reader does not see it anyway."""
        return "" if self.found in (self.title, self.native, self.latin) else self.found

    @property
    def native_language(self) -> str:
        """The language of the native title, for ``lang``."""
        return script_language(self.native)


@dataclass(frozen=True)
class Group:
    """What a query finds of one type: the best, and how many there are in all."""

    query: Query
    entry_type: EntryType
    candidates: list[Candidate]
    count: int

    @property
    def more(self) -> bool:
        """Whether there are others than the best."""
        return self.count > len(self.candidates)

    @property
    def url(self) -> str:
        """The query string that asks for all of them."""
        return f"?{urlencode({'q': self.query.text, 'type': self.entry_type.name})}"


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
    """What ``query`` finds, the best ``per_type`` of each type, types with the best hit first.

    Six statements at most: only the first ``NOTED`` types of the site get notes.
    """
    if not query:
        return []
    place = Window(
        RowNumber(), partition_by=F("entry_type"), order_by=[F("score").asc(), F("entry_id").asc()]
    )
    rows = (
        found(query)
        .annotate(place=place, count=Window(Count("*"), partition_by=F("entry_type")))
        .filter(place__lte=per_type)
        .order_by("place", "score")
    )
    ids: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for name, pk, total in rows.values_list("entry_type", "entry_id", "count"):
        if name in registry:
            ids.setdefault(name, []).append(pk)
            counts[name] = total
    labels = documents.labels(f"{name}:{pk}" for name, pks in ids.items() for pk in pks)
    names = _names_found(query, ids)
    noted = [entry_type.name for entry_type in registry][:NOTED]
    return [
        Group(
            query,
            registry[name],
            [
                Candidate(
                    **vars(labels[f"{name}:{pk}"]), note=note, found=names.get((name, pk), "")
                )
                for pk, note in _noted(registry[name], pks if name in noted else [], pks)
                if f"{name}:{pk}" in labels
            ],
            counts[name],
        )
        for name, pks in ids.items()
    ]


def _noted(entry_type: EntryType, asked: list[int], ids: list[int]) -> list[tuple[int, str]]:
    """Each id with its note, if it is ``asked`` for."""
    notes = entry_type.notes(asked) if entry_type.notes and asked else {}
    return [(pk, str(notes.get(pk, ""))) for pk in ids]


def results(query: Query, entry_type: EntryType, ids: Iterable[int]) -> list[Candidate]:
    """Candidates for some of what ``query`` finds of one type, each with the name it was found by."""
    wanted = list(ids)
    names = _names_found(query, {entry_type.name: wanted})
    return [
        replace(candidate, found=names.get((entry_type.name, candidate.pk), ""))
        for candidate in candidates(entry_type, wanted)
    ]


def _names_found(query: Query, ids: Mapping[str, list[int]]) -> dict[tuple[str, int], str]:
    """The name by which each entry fits ``query`` best."""
    entries = Q(pk__in=[])
    for name, pks in ids.items():
        entries |= Q(entry_type=name, entry_id__in=pks)
    rows = _matching(query).filter(entries).annotate(score=_score(query)).order_by("-score", "-pk")
    return {
        (name, pk): text for name, pk, text in rows.values_list("entry_type", "entry_id", "text")
    }


def _matching(query: Query) -> QuerySet[SearchName]:
    return SearchName.objects.alias(squeezed=_squeezed()).filter(_condition(query))


def found(query: Query, entry_type: EntryType | None = None) -> QuerySet[Any, Any]:
    """The entries that ``query`` finds: rows of ``entry_type``, ``entry_id`` and ``score``.

    The lowest score is the best; (score, entry_id) is a total order within a type.
    """
    names: QuerySet[Any, Any] = _matching(query)
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


#: The columns of an entry that a candidate is made of.
COLUMNS = ("pk", "title", "title_native", "title_latin", "slug")


def candidates(entry_type: EntryType, ids: Iterable[int]) -> list[Candidate]:
    """Candidates for entries that readers may see, in the order of ``ids``, with their notes."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = entry_type.model.objects.visible().filter(pk__in=wanted).order_by().values(*COLUMNS)
    by_id = {candidate.pk: candidate for candidate in candidates_of(entry_type, rows)}
    return [by_id[pk] for pk in wanted if pk in by_id]


def candidates_of(entry_type: EntryType, rows: Iterable[Mapping[str, Any]]) -> list[Candidate]:
    """Candidates made of rows that hold ``COLUMNS``, with their notes."""
    found = list(rows)
    ids = [row["pk"] for row in found]
    notes = entry_type.notes(ids) if entry_type.notes and ids else {}
    return [
        Candidate(
            key=f"{entry_type.name}:{row['pk']}",
            title=row["title"] or f"{entry_type.label} {row['pk']}",
            native=row["title_native"],
            latin=row["title_latin"],
            url=entry_type.url(row["pk"], row["slug"]),
            note=str(notes.get(row["pk"], "")),
        )
        for row in found
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
