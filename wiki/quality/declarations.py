"""What an entry type says of its quality: what can be missing, what lists can be narrowed by.

An app declares it with the type::

    EntryType(Film, ..., quality=Quality(
        gaps=(Gap("runtime", _("Runtime"), Q(runtime=None), section="general", ...), ...),
        narrowings=(OneOf("kind", _("Kind"), "kind", FilmKind.choices), Span("year", ...), ...),
        judge=likenesses.film,
    ))

Lists of what is missing, progress, saved questions and the search for pages that stand twice follow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from wiki.entry_types import EntryType
from wiki.keyset import Keyset
from wiki.quality.narrowings import Narrowing

#: Two entries of one type, the lower id first.
Ids = tuple[int, int]


@dataclass(frozen=True)
class Evidence:
    """How much two entries look like one, and why: [name of a reason, numbers …]."""

    score: int
    reasons: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True)
class Gap:
    """A fact that entries should have: ``lacks`` holds of those that do not.

    ``of`` holds of the entries that can have it; the others lack nothing. ``section`` of the form is
    where it goes, ``field`` the control there. ``label`` names the fact ("Runtime"), ``lacking`` the list
    of entries without it ("Films without a runtime"). Where ``task`` says what to do, with a ``hint`` how, it
    is small enough to be offered to members.
    """

    name: str
    label: Any
    lacking: Any
    lacks: Q
    section: str
    field: str = ""
    of: Q = dataclasses.field(default_factory=Q)
    task: Any = ""
    hint: Any = ""

    @property
    def missing(self) -> Q:
        """What holds of the entries that can have the fact and lack it."""
        return self.of & self.lacks

    @property
    def there(self) -> Q:
        """What holds of the entries that have it."""
        return self.of & ~self.lacks

    @property
    def flag(self) -> ExpressionWrapper:
        """The column that says of each entry whether it lacks the fact."""
        return ExpressionWrapper(self.missing, output_field=BooleanField())

    @property
    def can(self) -> ExpressionWrapper:
        """The column that says of each entry whether it can have the fact; only where ``of`` says so."""
        return ExpressionWrapper(self.of, output_field=BooleanField())

    def url(self, type_name: str, page: str, pk: int) -> str:
        """The place in the form of the entry at ``page`` where the fact goes."""
        place = f"#id-{type_name}:{pk}.{self.field}" if self.field else f"#section-{self.section}"
        return f"{page}edit/?section={self.section}{place}"


@dataclass(frozen=True)
class Order:
    """An order of lists."""

    label: Any
    keyset: Keyset


@dataclass(frozen=True)
class Quality:
    """What an entry type says of its quality.

    ``narrowings`` are what its lists can be narrowed by, ``orders`` by what they can be sorted besides their
    age and names. ``columns`` are fields that downloads hold beside the names.
    ``grouped_by`` is the field by which progress is told, "" for none. ``judge(pairs)`` says of pairs of
    entries that share a name what speaks for their being one; those that it leaves out do not look alike.
    ``reason(told)`` puts one reason in words, ``facts(ids)`` gives what tells entries apart, by label.
    """

    gaps: tuple[Gap, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    orders: Mapping[str, Order] = dataclasses.field(default_factory=dict)
    columns: tuple[str, ...] = ()
    grouped_by: str = ""
    judge: Callable[[Iterable[Ids]], Mapping[Ids, Evidence]] | None = None
    reason: Callable[[tuple[Any, ...]], str] | None = None
    facts: Callable[[list[int]], Mapping[int, Mapping[Any, str | list[str]]]] | None = None

    def gap(self, name: str) -> Gap | None:
        """The gap called ``name``, if there is one."""
        return next((gap for gap in self.gaps if gap.name == name), None)


_NOTHING = Quality()


def quality_of(entry_type: EntryType) -> Quality:
    """What a type says of its quality: nothing, if it has not been asked."""
    return entry_type.quality or _NOTHING
