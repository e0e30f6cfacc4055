"""Protecting a page or a part of it, lifting that, and deciding what the site proposes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki import log
from wiki.actions.apply import lock_writer
from wiki.entry_types import EntryType, registry
from wiki.exceptions import WikiError
from wiki.models import Act, Entry, Protection, ProtectionLevel
from wiki.policy import policy, require


class NotInForce(WikiError):
    """The protection, or the proposal, is over already."""

    status = 409
    message = gettext_lazy("Somebody has decided about this already.")


def protect(
    entry: Entry,
    *,
    by: Any,
    level: str,
    reason: str,
    until: datetime | None = None,
    section: str = "",
    field: str = "",
) -> Protection:
    """Let only users of ``level`` change a page, one of its sections or one of its own fields.

    Takes the place of what protects the same. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    require(policy().may_moderate(by))
    entry_type = registry.of(type(entry))
    _check(entry_type, level=level, reason=reason, until=until, section=section, field=field)
    with transaction.atomic():
        lock_writer()  # no edit slips past between this and the check of another
        now = timezone.now()
        place = {"entry_type": entry_type.name, "entry_id": entry.pk}
        former = Protection.objects.filter(**place, section=section, field=field, lifted_at=None)
        if section or field:
            former = former.filter(proposed=False)
        former.update(lifted_at=now, lifted_by=by)
        protection = Protection.objects.create(
            **place,
            section=section,
            field=field,
            level=level,
            reason=reason.strip(),
            until=until,
            by=by,
            created_at=now,
        )
        _note(Act.PROTECT, protection, by=by, reason=protection.reason, title=str(entry))
    return protection


def unprotect(protection: Protection, *, by: Any, reason: str = "") -> Protection:
    """Lift a protection before its time. Raises ``PermissionDenied`` or ``NotInForce``."""
    require(policy().may_moderate(by))
    with transaction.atomic():
        locked = _locked(protection, proposed=False)
        _end(locked, by=by)
        _note(Act.UNPROTECT, locked, by=by, reason=reason.strip())
    return locked


def accept_proposal(protection: Protection, *, by: Any) -> Protection:
    """Put a protection in force that the site proposed; its time begins now.

    Raises ``PermissionDenied`` or ``NotInForce``.
    """
    require(policy().may_moderate(by))
    with transaction.atomic():
        locked = _locked(protection, proposed=True)
        now = timezone.now()
        if locked.until is not None:
            locked.until = now + (locked.until - locked.created_at)
        Protection.objects.filter(
            entry_type=locked.entry_type,
            entry_id=locked.entry_id,
            section="",
            field="",
            proposed=False,
            lifted_at=None,
        ).update(lifted_at=now, lifted_by=by)
        locked.by, locked.created_at, locked.proposed = by, now, False
        locked.save(update_fields=["by", "created_at", "proposed", "until"])
        _note(Act.PROTECT, locked, by=by, reason=locked.reason)
    return locked


def dismiss_proposal(protection: Protection, *, by: Any) -> Protection:
    """Say no to what the site proposed. Raises ``PermissionDenied`` or ``NotInForce``."""
    require(policy().may_moderate(by))
    with transaction.atomic():
        locked = _locked(protection, proposed=True)
        _end(locked, by=by)
        _note(Act.UNPROTECT, locked, by=by, dismissed=True)
    return locked


def end_expired() -> str:
    """Note in the log which protections' time is over, so that pages no longer show them.

    They have not held since; this is a job of ``manage.py tick``.
    """
    over = Protection.objects.filter(
        lifted_at=None, proposed=False, until__lte=timezone.now()
    ).order_by("pk")
    ended = 0
    for protection in over:
        with transaction.atomic():
            changed = Protection.objects.filter(pk=protection.pk, lifted_at=None)
            if changed.update(lifted_at=timezone.now()):
                _note(Act.UNPROTECT, protection, by=None, expired=True)
                ended += 1
    return f"{ended} protections ended" if ended else ""


def _check(
    entry_type: EntryType,
    *,
    level: str,
    reason: str,
    until: datetime | None,
    section: str,
    field: str,
) -> None:
    errors: dict[str, str] = {}
    if level not in ProtectionLevel.values:
        errors["level"] = _("Choose who may change it.")
    if not reason.strip():
        errors["reason"] = _("Say why.")
    if until is not None and until <= timezone.now():
        errors["until"] = _("This time is over.")
    known = entry_type.section(section) is not None if section else True
    if (section and field) or not known or (field and field not in entry_type.own_fields):
        errors["place"] = _("This page has no such part.")
    if errors:
        raise ValidationError(errors)


def _locked(protection: Protection, *, proposed: bool) -> Protection:
    rows = Protection.objects.select_for_update(of=("self",)).filter(
        pk=protection.pk, lifted_at=None, proposed=proposed
    )
    locked = rows.first()
    if locked is None:
        raise NotInForce
    return locked


def _end(locked: Protection, *, by: Any) -> None:
    locked.lifted_at, locked.lifted_by = timezone.now(), by
    locked.save(update_fields=["lifted_at", "lifted_by"])


def _note(
    act: Act, protection: Protection, *, by: Any, reason: str = "", title: str = "", **more: Any
) -> None:
    entry_type = registry[protection.entry_type]
    if not title:
        rows = entry_type.model._base_manager.filter(pk=protection.entry_id)
        title = str(rows.values_list("title", flat=True).first() or "")
    log.record(
        act,
        actor=by,
        entry=protection.entry_key,
        title=title,
        reason=reason,
        level=protection.level,
        section=protection.section,
        field=protection.field,
        until=protection.until.isoformat() if protection.until else "",
        **more,
    )
