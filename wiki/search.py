"""Finding entries by name: the search page, the pickers of forms, and names that people type.

What readers look for is asked of the search engine (``wiki.search_engine``), which forgives and knows
context. Names that must be meant exactly (``resolve``, ``namesakes``) are looked up in ``SearchName``: one
row per name, folded (``wiki.folding``), of entries that readers may see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import Min, Q
from django.http.request import split_domain_port, validate_host

from wiki import documents, title_language
from wiki.changesets import ids_by_type
from wiki.documents import Label
from wiki.entry_types import EntryType, registry
from wiki.folding import fold_romaji
from wiki.models import SearchName
from wiki.search_engine import follow
from wiki.search_engine.ask import Found, Hit, ask

#: Longer queries are cut: no name is searched for by more.
LONGEST_QUERY = 100
#: The best so many of one type are listed; whoever wants more asks for more.
MOST_FOUND = 300
#: How many types, of those declared first, a search of everything gives notes for.
NOTED = 3
#: What is merely alike must be at least so good: alone, and beside what holds all that was asked for.
_GOOD_GUESS, _GOOD_BESIDE = 0.45, 0.7


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

    @property
    def more(self) -> bool:
        """Whether there are others than the best."""
        return self.count > len(self.candidates)

    @property
    def url(self) -> str:
        """The query string that asks for all of them."""
        return f"?{urlencode({'q': self.query.text, 'type': self.entry_type.name})}"


@dataclass(frozen=True)
class Answer:
    """What a query finds. ``guess`` is the name that was perhaps meant, where nothing fits as it stands."""

    groups: list[Group] = field(default_factory=list)
    guess: str = ""

    @property
    def count(self) -> int:
        """How many entries were found in all."""
        return sum(group.count for group in self.groups)


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


def search(query: Query, *, per_type: int = 6) -> Answer:
    """What ``query`` finds, the best ``per_type`` of each type, types with a better fit first.

    Three statements and those of the notes, at most: only the first ``NOTED`` types of the site get
    them. Raises ``SearchNotReady``.
    """
    found = _found(query)
    by_type: dict[str, list[Hit]] = {}
    for hit in found.hits:
        by_type.setdefault(hit.key.partition(":")[0], []).append(hit)
    shown = [hit for hits in by_type.values() for hit in hits[:per_type]]
    labels = documents.labels(hit.key for hit in shown)
    noted = [entry_type.name for entry_type in registry][:NOTED]
    groups = []
    for name, hits in by_type.items():
        best = [hit for hit in hits[:per_type] if hit.key in labels and not labels[hit.key].hidden]
        notes = _notes(registry[name], [hit.pk for hit in best]) if name in noted else {}
        here = [
            Candidate(**vars(labels[hit.key]), note=str(notes.get(hit.pk, "")), found=hit.text)
            for hit in best
        ]
        count = max(found.counts.get(name, 0), len(hits))
        groups.append(Group(query, registry[name], here, count))
    guess = found.hits[0].text if found.is_guess and found.hits else ""
    return Answer(groups, guess)


@dataclass(frozen=True)
class Suggestion:
    """What the search box offers."""

    candidate: Candidate
    year: int | None
    external_ids: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """As programs and the box read it."""
        candidate = self.candidate
        return {
            "type": candidate.key.partition(":")[0],
            "id": candidate.pk,
            "title": candidate.title,
            "native": candidate.native,
            "shown": candidate.shown.title,
            "second": candidate.shown.second,
            "url": candidate.url,
            "year": self.year,
            "kind": str(registry.of_key(candidate.key).label),
            "note": candidate.note,
            "found": candidate.other_name,
            "external_ids": dict(self.external_ids),
        }


def suggest(query: Query, types: Iterable[str] = (), *, limit: int) -> list[Suggestion]:
    """The best entries for what has been typed so far, of some ``types`` or of all.

    Two statements, and two for each type among them. Raises ``SearchNotReady``.
    """
    hits = _found(query, types).hits[:limit]
    labels = documents.labels(hit.key for hit in hits)
    hits = [hit for hit in hits if hit.key in labels and not labels[hit.key].hidden]
    facts: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, ids in ids_by_type(hit.key for hit in hits).items():
        entry_type = registry[name]
        notes = _notes(entry_type, ids)
        elsewhere = entry_type.external_ids(ids) if entry_type.external_ids else {}
        facts |= {f"{name}:{pk}": (str(notes.get(pk, "")), elsewhere.get(pk, {})) for pk in ids}
    found = []
    for hit in hits:
        note, elsewhere_ids = facts[hit.key]
        candidate = Candidate(**vars(labels[hit.key]), note=note, found=hit.text)
        found.append(Suggestion(candidate, hit.year or None, elsewhere_ids))
    return found


def of_type(query: Query, entry_type: EntryType) -> tuple[list[Hit], int]:
    """What ``query`` finds of one type, the best ``MOST_FOUND``; and how many there are in all."""
    found = _found(query, [entry_type.name], most=MOST_FOUND)
    return found.hits[:MOST_FOUND], max(found.counts.get(entry_type.name, 0), len(found.hits))


def results(entry_type: EntryType, hits: Iterable[Hit]) -> list[Candidate]:
    """Candidates for some of what was found of one type, each with the name it was found by."""
    names = {hit.pk: hit.text for hit in hits}
    return [
        replace(candidate, found=names[candidate.pk]) for candidate in candidates(entry_type, names)
    ]


def _found(query: Query, types: Iterable[str] = (), *, most: int = 60) -> Found:
    if not query:
        return Found()
    found = ask(follow.searcher(), query.text, types, most=most)
    bar = _GOOD_GUESS if found.is_guess else _GOOD_BESIDE
    hits = [h for h in found.hits if h.score >= bar and h.key.partition(":")[0] in registry]
    return Found(hits, found.counts, found.is_guess)


def _notes(entry_type: EntryType, ids: list[int]) -> Mapping[int, str]:
    return entry_type.notes(ids) if entry_type.notes and ids else {}


def pick(entry_type: EntryType, text: Any, *, limit: int = 10) -> list[Candidate]:
    """The best candidates for what somebody types into a picker. Raises ``SearchNotReady``."""
    query = Query.of(text)
    direct = _by_reference(entry_type, query.text)
    if direct or not query:
        return direct
    return results(entry_type, _found(query, [entry_type.name]).hits[:limit])


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
