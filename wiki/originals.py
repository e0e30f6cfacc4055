"""What an original said when a translation was made from it: read from the page's history.

Pages tell without a query that a translation is older; who wants to know what has changed since pays
for the page's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiki import changesets
from wiki.changesets import Document, Fields
from wiki.entry_types import EntryType
from wiki.fingerprints import fingerprint
from wiki.models import RevisionEntry

#: The key of a row that is translated, and the fingerprint of what it said.
Wanted = tuple[str, str]


@dataclass(frozen=True)
class Former:
    """An original as it was; ``number`` is the last revision of the page in which it was so."""

    number: int
    fields: Fields


def former_originals(
    entry_type: EntryType, pk: int, wanted: Mapping[Wanted, Iterable[str]]
) -> dict[Wanted, Former]:
    """The originals that have the fingerprints ``wanted``, of the fields that it gives for each.

    Those that the page's history does not have are missing. One query.
    """
    names = {key: tuple(fields) for (key, _made_from), fields in wanted.items()}
    found: dict[Wanted, Former] = {}
    document: Document = {}
    prints: dict[str, str] = {}
    history = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=pk)
    for number, changes in history.order_by("number").values_list("number", "changes"):
        own = [change for change in changes if change["key"] in names]
        document = changesets.apply(own, document)
        prints.update(
            (change["key"], fingerprint(document.get(change["key"], {}), names[change["key"]]))
            for change in own
        )
        for key, made_from in prints.items():
            if (key, made_from) in wanted and key in document:
                found[key, made_from] = Former(number, document[key])
    return found
