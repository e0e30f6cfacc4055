"""Finding the pages that records are about, among those that the source has not brought itself.

By ``identity``: an identifier at another site that the page has among its links, unless the most
trusted site that both name says that they differ. By ``match``:

- ``beside``: the same name as an entry that the record's own page refers to already, such as a
  character of the film;
- ``native``: exactly the same native name, and only one page has it;
- ``name``: the same name, folded, and only one visible page has it;
- ``joined``: the same, and several records of the source may share the page.

Except when joined, a page that another record of the source has become is never taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki import documents
from wiki.changesets import Document
from wiki.entry_types import EntryType, Part, registry
from wiki.folding import fold, fold_romaji
from wiki.imports.nested import BESIDE, JOINED, NATIVE, Nested
from wiki.models import ImportedRecord, SearchName

#: How many values one query asks for: below every database's limit.
CHUNK = 900


def chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """``values``, each once and sorted, in lists that one query can ask for."""
    ordered = sorted(set(values))
    return (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))


class Matcher:
    """Finds pages for the new records of one batch."""

    def __init__(self, source: str) -> None:
        self.source = source
        #: Pages that new records of this batch have taken.
        self.taken: set[str] = set()

    def by_identity(self, wanted: list[Nested]) -> dict[str, str]:
        """The pages that have the records' identifiers: ``{token: key}``."""
        found: dict[str, str] = {}
        for name, group in by_type(wanted).items():
            holders = link_holders(registry[name], {i for n in group for i in n.identity})
            claimed = self._claimed(name, holders.values())
            links = _links(registry[name], holders.values())
            for nested in group:
                for identity in nested.identity:
                    key = holders.get(identity)
                    if not key or key in claimed or key in self.taken:
                        continue
                    if _agrees(nested, links.get(key, {})):
                        found[nested.token] = key
                        self.taken.add(key)
                        break
        return found

    def by_name(self, wanted: list[Nested], beside: Mapping[str, Document]) -> dict[str, str]:
        """The pages that have the records' names. ``beside`` gives the page of some records."""
        found: dict[str, str] = {}
        for name, group in by_type(wanted).items():
            entry_type = registry[name]
            close = self._beside(entry_type, group, beside)
            far = self._far(entry_type, group)
            claimed = self._claimed(
                name, [*close.values(), *(k for ks in far.values() for k in ks)]
            )
            for nested in group:
                for way in nested.match:
                    if way == BESIDE:
                        keys = {close[nested.token]} if nested.token in close else set()
                    else:
                        keys = far.get((nested.token, way), set())
                    if way != JOINED:
                        keys = keys - claimed - self.taken
                    if len(keys) == 1:
                        found[nested.token] = keys.pop()
                        self.taken.add(found[nested.token])
                        break
        return found

    def _claimed(self, name: str, keys: Iterable[str]) -> set[str]:
        """Those of ``keys`` that records of this source have become."""
        found: set[str] = set()
        for some in chunks(int(key.partition(":")[2]) for key in keys):
            rows = ImportedRecord.objects.filter(
                source=self.source, entry_type=name, entry_id__in=some
            )
            found.update(f"{name}:{pk}" for pk in rows.values_list("entry_id", flat=True))
        return found

    def _beside(
        self, entry_type: EntryType, group: list[Nested], beside: Mapping[str, Document]
    ) -> dict[str, str]:
        """By name, among what the page of the record refers to."""
        near = {n.token: beside[n.token] for n in group if BESIDE in n.match and n.token in beside}
        prefix = f"{entry_type.name}:"
        referred = {
            token: {k for k in documents.references_in(page) if k.startswith(prefix)}
            for token, page in near.items()
        }
        ids = {int(key.partition(":")[2]) for keys in referred.values() for key in keys}
        names: dict[str, set[str]] = {}
        for owner, text, _language, _kind in _names(entry_type, owner_ids=ids):
            names.setdefault(f"{prefix}{owner}", set()).add(fold(text))
        found: dict[str, str] = {}
        for nested in group:
            own = {fold(text) for text in texts(entry_type, nested)}
            keys = [k for k in referred.get(nested.token, ()) if names.get(k, set()) & own]
            if len(keys) == 1:
                found[nested.token] = keys[0]
        return found

    def _far(self, entry_type: EntryType, group: list[Nested]) -> dict[tuple[str, str], set[str]]:
        """By name, among all visible pages of the type."""
        own = {n.token: list(texts(entry_type, n)) for n in group if set(n.match) - {BESIDE}}
        holders: dict[str, set[int]] = {}
        for some in chunks(fold_romaji(text)[:300] for ts in own.values() for text in ts):
            rows = SearchName.objects.filter(entry_type=entry_type.name, folded__in=some)
            for folded, pk in rows.values_list("folded", "entry_id"):
                holders.setdefault(folded, set()).add(pk)
        natives: dict[str, set[int]] = {}
        if any(NATIVE in n.match for n in group):
            ids = {pk for pks in holders.values() for pk in pks}
            for owner, text, language, kind in _names(entry_type, owner_ids=ids):
                if kind == "native" or language == "ja":
                    natives.setdefault(text, set()).add(owner)
        found: dict[tuple[str, str], set[str]] = {}
        for nested in group:
            for way in set(nested.match) - {BESIDE}:
                keys: set[int] = set()
                for text in own[nested.token]:
                    keys |= (
                        natives.get(text, set())
                        if way == NATIVE
                        else holders.get(fold_romaji(text)[:300], set())
                    )
                found[nested.token, way] = {f"{entry_type.name}:{pk}" for pk in keys}
        return found


def _agrees(nested: Nested, links: Mapping[str, set[str]]) -> bool:
    """Whether the most trusted site that a record and a page both name gives them one identifier."""
    own: dict[str, set[str]] = {}
    for site, value in nested.identity:
        own.setdefault(site, set()).add(value)
    return next((bool(values & links[site]) for site, values in own.items() if site in links), True)


def _links(entry_type: EntryType, keys: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    """The links of pages: ``{key: {site: values}}``."""
    found: dict[str, dict[str, set[str]]] = {}
    part = links_part(entry_type)
    for some in chunks(int(key.partition(":")[2]) for key in keys):
        owner = f"{part.parent_field}_id" if part else ""
        rows = part.model._base_manager.filter(**{f"{owner}__in": some}) if part else None
        for pk, site, value in rows.values_list(owner, "site", "value") if rows is not None else ():
            found.setdefault(f"{entry_type.name}:{pk}", {}).setdefault(site, set()).add(value)
    return found


def by_type(wanted: Iterable[Nested]) -> dict[str, list[Nested]]:
    """Records by the name of their entry type."""
    groups: dict[str, list[Nested]] = {}
    for nested in wanted:
        groups.setdefault(nested.type, []).append(nested)
    return groups


def texts(entry_type: EntryType, nested: Nested) -> Iterable[str]:
    """The names by which a record may be found: official and native ones, not its aliases."""
    part = entry_type.part(entry_type.names_part)
    for row in nested.data.get(part.plural) or ():
        kind = row.get("kind", "official") if isinstance(row, dict) else ""
        if kind in ("official", "native") and isinstance(row.get("text"), str):
            yield row["text"].strip()


def _names(entry_type: EntryType, *, owner_ids: set[int]) -> Iterable[tuple[int, str, str, str]]:
    part = entry_type.part(entry_type.names_part)
    owner = f"{part.parent_field}_id"
    for some in chunks(owner_ids):
        rows = part.model._base_manager.filter(**{f"{owner}__in": some})
        yield from rows.values_list(owner, "text", "language", "kind")


def links_part(entry_type: EntryType) -> Part | None:
    """The part that holds links, each of which one page only may have."""
    return next((p for p in entry_type.parts if p.natural_key == ("site", "value")), None)


def link_holders(
    entry_type: EntryType, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The pages that have these links: ``{(site, value): key}``."""
    part = links_part(entry_type)
    pairs = set(wanted)
    found: dict[tuple[str, str], str] = {}
    if part is None:
        return found
    owner = f"{part.parent_field}_id"
    for some in chunks(value for _site, value in pairs):
        rows = part.model._base_manager.filter(value__in=some)
        for site, value, pk in rows.values_list("site", "value", owner):
            if (site, value) in pairs:
                found[site, value] = f"{entry_type.name}:{pk}"
    return found
