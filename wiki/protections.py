"""Which parts of pages are protected, and whether somebody may change them all the same.

A protection is of a whole page, of a section (its fields and rows) or of one field of the page; the
narrowest decides. ``wiki.actions`` asks before anything is written; forms and pages ask to say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki import changesets, log
from wiki.changesets import ChangeSet
from wiki.entry_types import EntryType, Shape, registry
from wiki.exceptions import WikiError
from wiki.models import (
    Act,
    Protection,
    ProtectionLevel,
    Revision,
    RevisionEntry,
    SubmissionKind,
)
from wiki.moments import in_words
from wiki.policy import policy


class Protected(WikiError):
    """Something that was to be changed is protected, from this user."""

    status = 403

    def __init__(self, protection: Protection, title: str = "") -> None:
        self.protection = protection
        super().__init__(describe(protection, title=title))


def describe(protection: Protection, *, title: str = "") -> str:
    """A protection in a sentence: what, from whom, until when, why."""
    words = {
        "what": place_of(protection),
        "title": title,
        "who": ProtectionLevel(protection.level).label,
        "until": in_words(protection.until) if protection.until else "",
        "reason": protection.reason,
    }
    if title:
        words["what"] = f"{title}: {words['what']}"
    if protection.until:
        return _("%(what)s is protected until %(until)s: only %(who)s may change it. Reason: "
                 "%(reason)s") % words  # fmt: skip
    return _("%(what)s is protected: only %(who)s may change it. Reason: %(reason)s") % words


def place_of(protection: Protection) -> str:
    """What of its page a protection is about, in words."""
    known_type = protection.entry_type in registry
    entry_type = registry[protection.entry_type] if known_type else None
    if protection.section:
        section = entry_type.section(protection.section) if entry_type else None
        return str(section.label) if section else protection.section
    if protection.field:
        known = entry_type.fields.get(protection.field) if entry_type else None
        return str(capfirst(known.label)) if known else protection.field
    return _("This page")


def in_force(keys: Iterable[str]) -> dict[str, list[Protection]]:
    """The protections of each page. One query; none where no page exists."""
    wanted = Q()
    by_type: dict[str, list[int]] = {}
    for key in keys:
        name, _colon, pk = key.partition(":")
        if pk.isdigit():
            by_type.setdefault(name, []).append(int(pk))
    if not by_type:
        return {}
    for name, ids in by_type.items():
        wanted |= Q(entry_type=name, entry_id__in=ids)
    found: dict[str, list[Protection]] = {}
    for protection in Protection.objects.in_force().filter(wanted):
        found.setdefault(protection.entry_key, []).append(protection)
    return found


def guarding(
    protections: Iterable[Protection], entry_type: EntryType, shape: Shape, name: str = ""
) -> Protection | None:
    """The protection that decides about a field of ``shape``, or about its rows."""
    section = entry_type.section_of(shape, name)
    by_place = {(each.section, each.field): each for each in protections}
    narrow = by_place.get(("", name)) if shape is entry_type and name else None
    within = by_place.get((section.name, "")) if section else None
    return narrow or within or by_place.get(("", ""))


def satisfies(user: Any, protection: Protection) -> bool:
    """Whether the user's level may change what is protected."""
    return ProtectionLevel(policy().limits(user).protection).rank >= protection.strictness


def require_unprotected(changes: ChangeSet, user: Any) -> None:
    """Raise ``Protected`` if ``changes`` touch what is protected from ``user``. One query.

    Whatever else the pages are touched by (a merge, a revert), the same parts are protected.
    """
    found = in_force(changesets.entries_of(changes))
    for change in changes:
        protections = found.get(change["entry"])
        if not protections:
            continue
        entry_type = registry.of_key(change["entry"])
        shape = registry.shape_of(change["key"])
        names = list(change["fields"]) if shape is entry_type else [""]
        for name in names:
            guard = guarding(protections, entry_type, shape, name)
            if guard is not None and not satisfies(user, guard):
                raise Protected(guard, _title(guard))


def _title(protection: Protection) -> str:
    model = registry[protection.entry_type].model
    rows = model._base_manager.filter(pk=protection.entry_id).values_list("title", flat=True)
    return str(rows.first() or "")


@dataclass(frozen=True)
class Lock:
    """A protection as pages show it."""

    place: str
    who: str
    until: datetime | None
    reason: str
    is_open: bool

    @classmethod
    def of(cls, protection: Protection) -> Lock:
        """What to say of ``protection``."""
        level = ProtectionLevel(protection.level)
        return cls(
            place_of(protection),
            str(level.label),
            protection.until,
            protection.reason,
            level == ProtectionLevel.OPEN,
        )


@dataclass
class Locks:
    """What of one page is closed to one user: whole sections, and single fields of open ones."""

    sections: dict[str, Protection] = field(default_factory=dict)
    fields: dict[str, Protection] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """What is closed, for a form that says what it was shown without."""
        return [*self.sections, *(f".{name}" for name in self.fields)]

    def among(self, names: Iterable[str]) -> Locks:
        """Those that were closed already when the form was shown: what was typed elsewhere stays."""
        shown = set(names)
        return Locks(
            {name: each for name, each in self.sections.items() if name in shown},
            {name: each for name, each in self.fields.items() if f".{name}" in shown},
        )


def locks_for(user: Any, entry_type: EntryType, protections: Iterable[Protection]) -> Locks:
    """What the edit form shows but does not let ``user`` change.

    A section is closed as a whole if its rows, or all of its fields, are.
    """
    listed = list(protections)
    locks = Locks()
    for section in entry_type.sections if listed else ():
        closed: dict[str, Protection] = {}
        for name in section.fields:
            guard = guarding(listed, entry_type, entry_type, name)
            if guard is not None and not satisfies(user, guard):
                closed[name] = guard
        rows = [guarding(listed, entry_type, entry_type.part(name)) for name in section.parts]
        shut = [guard for guard in rows if guard is not None and not satisfies(user, guard)]
        if len(closed) == len(section.fields) and len(shut) == len(rows):
            locks.sections[section.name] = (shut or list(closed.values()))[0]
        else:
            locks.fields.update(closed)
    return locks


def locks_on_form(user: Any, key: str, data: QueryDict | None) -> Locks:
    """What the edit form of a page closes to ``user``: what is protected now or, for what was typed
    (``data``), what was when the form was shown.
    """
    found = in_force([key]).get(key, [])
    locks = locks_for(user, registry.of_key(key), found) if found else Locks()
    return locks if data is None else locks.among(data.getlist("locked"))


def propose_after_reverts(revision: Revision) -> None:
    """Propose to protect the pages that ``revision``, a revert, was one revert too many of.

    Not where a protection holds, or a moderator has just dismissed the same.
    """
    since = timezone.now() - timedelta(hours=settings.GENGA_PROTECT_HOURS)
    for row in revision.entries.defer("changes"):
        of_page = Q(entry_type=row.entry_type, entry_id=row.entry_id)
        counted = RevisionEntry.objects.filter(
            of_page, revision__kind=SubmissionKind.REVERT, revision__created_at__gte=since
        ).aggregate(reverts=Count("pk"))
        if counted["reverts"] < settings.GENGA_PROTECT_AFTER_REVERTS:
            continue
        known = Protection.objects.filter(of_page, section="", field="")
        recent = Q(proposed=True) & (Q(lifted_at=None) | Q(lifted_at__gte=since))
        if known.in_force().exists() or known.filter(recent).exists():
            continue
        _propose(row, counted["reverts"])


def _propose(row: RevisionEntry, reverts: int) -> None:
    now = timezone.now()
    protection = Protection.objects.create(
        entry_type=row.entry_type,
        entry_id=row.entry_id,
        level=settings.GENGA_PROTECT_LEVEL,
        reason=_("%(reverts)s reverts within %(hours)s hours")
        % {"reverts": reverts, "hours": settings.GENGA_PROTECT_HOURS},
        until=now + timedelta(days=settings.GENGA_PROTECT_DAYS),
        created_at=now,
        proposed=True,
    )
    log.record(
        Act.PROPOSE_PROTECTION,
        actor=None,
        entry=row.entry_key,
        title=row.title,
        reason=protection.reason,
        level=protection.level,
    )
