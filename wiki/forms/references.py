"""Reading references that people type: a key, an address, a name, or the wish for a new page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki.changesets import ChangeSet
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.folding import fold
from wiki.search import resolve

#: Prefix of the picker's value for a page that does not exist yet.
NEW = "new:"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Ambiguous(ValidationError):
    """Several pages bear the name that was typed; ``candidates`` are to be chosen from."""

    def __init__(self, candidates: Sequence[Label]) -> None:
        super().__init__(_("Several pages have this name: choose one."), code="ambiguous")
        self.candidates = candidates


class Unknown(ValidationError):
    """No page bears the name that was typed; the editor may propose one."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("No page has this name. Choose another, or propose a new page below."),
            code="unknown",
        )
        self.text = text


@dataclass
class Proposals:
    """Pages that an edit proposes beside its own: one per type and name."""

    taken: set[str] = field(default_factory=set)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    changes: ChangeSet = field(default_factory=list)

    def key_for(self, type_name: str, name: str) -> str:
        """The key of the page called ``name``, proposed by the first call."""
        name = name.strip()
        if not name:
            raise ValidationError(_("A new page needs a name."), code="required")
        if len(name) > 300:
            raise ValidationError(_("A name has at most 300 characters."), code="max_length")
        known = self.keys.get((type_name, fold(name) or name))
        if known:
            return known
        number = 1
        while f"{type_name}:new{number}" in self.taken:
            number += 1
        key = f"{type_name}:new{number}"
        self.taken.add(key)
        self.keys[type_name, fold(name) or name] = key
        names = registry[type_name].part(registry[type_name].names_part)
        japanese = bool(_CJK.search(name))
        values: dict[str, Any] = {
            names.parent_field: key,
            "text": name,
            "language": "ja" if japanese else "en",
            "kind": "native" if japanese else "official",
            "display": True,
        }
        self.changes += [
            {"key": key, "entry": key, "op": "+", "fields": {}},
            {
                "key": f"{names.name}:new{type_name}{number}",
                "entry": key,
                "op": "+",
                "fields": {n: [None, v] for n, v in values.items()},
            },
        ]
        return key


def read_reference(
    target: str,
    *,
    value: str,
    text: str,
    names: Collection[str],
    wants_new: bool,
    proposals: Proposals,
) -> str | None:
    """The key that a reference field means.

    ``value`` is the hidden key (``person:12``, ``new:Some Name`` or empty), ``text`` what stands in
    the visible field and ``names`` what the form may have put there for ``value``. Where the visible text
    was changed by hand it counts, else the key does. Raises ``Ambiguous``, ``Unknown`` or
    ``ValidationError``.
    """
    text = text.strip()
    if not text:
        return None
    if value.startswith(NEW) and fold(value[len(NEW) :]) == fold(text):
        return proposals.key_for(target, text)
    if value.startswith(f"{target}:") and text in {name.strip() for name in names}:
        return value
    if wants_new:
        return proposals.key_for(target, text)
    candidates = resolve(registry[target], text)
    if len(candidates) == 1:
        return candidates[0].key
    if candidates:
        raise Ambiguous(candidates)
    raise Unknown(text)
