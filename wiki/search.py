"""Finding entries by name: the search page, the pickers of forms, and names that people type.

Works on ``SearchName``: one row per name, folded (``wiki.folding``), of entries that readers may
see. One statement grades every matching name: equal to the query, beginning with it, having a word
that begins with it, holding it somewhere, holding its words in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import (
    Case,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat, Least, Length, StrIndex
from django.db.models.lookups import Exact, GreaterThan
from django.http.request import split_domain_port, validate_host

from wiki import documents, title_language
from wiki.documents import Label
from wiki.entry_types import EntryType, registry
from wiki.folding import fold_romaji
from wiki.models import SearchName

#: Longer queries are cut: no name is searched for by more.
LONGEST_QUERY = 100
#: More words than this are searched for as the first ones.
MOST_WORDS = 8
#: A search of everything looks at no more entries than this.
MOST_FOUND = 1_000
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


@dataclass(frozen=True)
class Group:
    """What a query finds of one type: the best, and how many there are in all."""

    query: Query
    entry_type: EntryType
    candidates: list[Candidate]
    count: int
    #: Whether ``count`` is exact; a query that finds too much is not counted to its end.
    whole: bool = True

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
        """The words of the query as they were typed, each once."""
        folded = (word for typed in self.text.split() for word in fold_romaji(typed).split())
        return list(dict.fromkeys(folded))[:MOST_WORDS]


def search(query: Query, *, per_type: int = 6) -> list[Group]:
    """What ``query`` finds, the best ``per_type`` of each type, types with a better grade first.

    Six statements at most: only the first ``NOTED`` types of the site get notes.
    """
    best, counts = _best_of_all(query, per_type)
    labels = documents.labels(f"{name}:{pk}" for name, ids in best.items() for pk in ids)
    names = _names_found(query, best)
    noted = [entry_type.name for entry_type in registry][:NOTED]
    groups = []
    for name, ids in best.items():
        notes = _notes(registry[name], ids) if name in noted else {}
        found_here = [
            Candidate(
                **vars(labels[f"{name}:{pk}"]),
                note=str(notes.get(pk, "")),
                found=names.get((name, pk), ""),
            )
            for pk in ids
            if f"{name}:{pk}" in labels
        ]
        whole = counts.total() <= MOST_FOUND
        groups.append(Group(query, registry[name], found_here, counts[name], whole))
    return groups


def _best_of_all(query: Query, per_type: int) -> tuple[dict[str, list[int]], Counter[str]]:
    """The best ids of each type that ``query`` finds, and how many there are. One statement."""
    best: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    grades: dict[str, int] = {}
    if query:
        rows = found(query).order_by("score", "pk")[: MOST_FOUND + 1]
        for name, pk, score in rows.values_list("kind", "pk", "score"):
            counts[name] += 1
            grades.setdefault(name, score // _GRADE)
            if len(best.setdefault(name, [])) < per_type:
                best[name].append(pk)
    types = [entry_type.name for entry_type in registry if entry_type.name in best]
    return {name: best[name] for name in sorted(types, key=grades.__getitem__)}, counts


def _notes(entry_type: EntryType, ids: list[int]) -> Mapping[int, str]:
    return entry_type.notes(ids) if entry_type.notes and ids else {}


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
    return SearchName.objects.filter(_condition(query))


def found(query: Query, entry_type: EntryType | None = None) -> QuerySet[Any, Any]:
    """The entries that ``query`` finds: rows of ``kind`` (the type), ``pk`` and ``score``.

    The lowest score is the best; (score, pk) is a total order within a type.
    """
    names: QuerySet[Any, Any] = _matching(query)
    if entry_type is not None:
        names = names.filter(entry_type=entry_type.name)
    # As expressions, or SQLite would walk the whole table in the order of the index on these two.
    entry = {"kind": Concat("entry_type", Value("")), "pk": F("entry_id") + 0}
    return names.order_by().values(**entry).annotate(score=Min(_score(query)))


def pick(entry_type: EntryType, text: Any, *, limit: int = 10) -> list[Candidate]:
    """The best candidates for what somebody types into a picker."""
    query = Query.of(text)
    direct = _by_reference(entry_type, query.text)
    if direct or not query:
        return direct
    ids = found(query, entry_type).order_by("score", "pk").values_list("pk", flat=True)
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


def namesakes(names: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], list[Candidate]]:
    """The entries that bear names exactly, for folded ``names`` by type: by type and folded name.

    One statement for the names, and those that ``candidates`` takes for each type.
    """
    wanted = Q()
    for name, texts in names.items():
        folded = {text for text in texts if text}
        if folded:
            wanted |= Q(entry_type=name, folded__in=folded)
    if not wanted:
        return {}
    rows = SearchName.objects.filter(wanted).order_by("rank", "entry_id")[:MOST_FOUND]
    pks: dict[tuple[str, str], list[int]] = {}
    for name, folded_name, pk in rows.values_list("entry_type", "folded", "entry_id"):
        pks.setdefault((name, folded_name), []).append(pk)
    by_key: dict[str, Candidate] = {}
    for name in {name for name, _folded in pks}:
        ids = [pk for (kind, _folded), found in pks.items() if kind == name for pk in found]
        by_key |= {found.key: found for found in candidates(registry[name], ids)}
    return {
        (name, text): [by_key[f"{name}:{pk}"] for pk in found if f"{name}:{pk}" in by_key]
        for (name, text), found in pks.items()
    }


#: The columns of an entry that a candidate is made of.
COLUMNS = ("pk", *title_language.COLUMNS, "slug")


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
    notes = _notes(entry_type, [row["pk"] for row in found])
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


def _equal(query: Query) -> Q:
    if not query.folded:  # only punctuation: names such as "…" are found as they are
        return Q(text=query.text)
    return Q(folded=query.folded)


def _condition(query: Query) -> Q:
    """Names that hold every word of the query."""
    if not query.folded:
        return Q(text__contains=query.text)
    if len(query.folded) == 1 and query.folded.isascii():  # half of all names hold the letter
        return Q(_holds(query.folded, at_start=True)) | Q(_holds(f" {query.folded}"))
    condition = Q()
    for word in query.words:
        condition &= Q(_holds(word))
    if len(query.words) > 1 and " " not in query.folded:  # Japanese words, which fold into one
        condition |= Q(_holds(query.folded))
    return condition


def _holds(text: str, *, at_start: bool = False) -> Any:
    """Whether a name holds ``text``. No pattern, so that no character has a meaning of its own."""
    place = StrIndex("folded", Value(text))
    return Exact(place, 1) if at_start else GreaterThan(place, 0)


def _score(query: Query) -> Any:
    """How well a name fits: its grade, then display names first, then short ones."""
    whole = query.folded
    grade = Case(
        When(_equal(query), then=Value(EXACT)),
        When(_holds(whole, at_start=True), then=Value(PREFIX)),
        When(_holds(f" {whole}"), then=Value(WORD)),
        When(_holds(whole), then=Value(INSIDE)),
        default=Value(SCATTERED),
        output_field=IntegerField(),
    )
    length = Least(Length("folded"), Value(255))
    other = Case(When(rank=0, then=Value(0)), default=Value(300), output_field=IntegerField())
    return grade * Value(_GRADE) + other + length
