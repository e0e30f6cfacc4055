"""Deciding about what members reported: it is kept or removed, and what was removed can be put back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import news
from accounts.actions.people.describe_self import clear_profile
from accounts.complaints.forms import LONGEST
from accounts.complaints.subjects import Subject, find, hide, parts_of
from accounts.models import Complaint, ComplaintKind, Verdict
from accounts.notice_kinds import Told
from wiki import log
from wiki.actions.apply import lock_writer
from wiki.exceptions import WikiError
from wiki.models import Act
from wiki.policy import policy, require


class NothingToDecide(WikiError):
    """Nobody complains of it (any more): another moderator was faster."""

    status = 409
    message = gettext_lazy("Somebody has decided about this already.")


def decide_complaints(about: str, *, by: Any, remove: bool, note: str = "") -> list[Complaint]:
    """Close all open reports about ``review:12``: keep it, or take it from the public.

    Its author is told of a removal, who reported it of either; the public log has a line.
    Raises ``PermissionDenied``, ``ValidationError`` or ``NothingToDecide``.
    """
    require(policy().may_moderate(by))
    note = _checked(note, needed=remove)
    kind, pk = parts_of(about) or ("", 0)
    with transaction.atomic():
        lock_writer()
        waiting = Complaint.objects.filter(kind=kind, about_id=pk, verdict="")
        told = list(waiting.select_related("by", "person").select_for_update(of=("self",)))
        if not told:
            raise NothingToDecide
        require(told[0].person_id != by.pk, _("Another moderator has to decide about this."))
        subject = find(about)
        removed = remove and subject is not None
        now = timezone.now()
        waiting.update(
            verdict=Verdict.REMOVED if removed else Verdict.KEPT,
            note=note,
            decided_by=by,
            decided_at=now,
        )
        if removed and subject is not None:
            _remove(subject, by, note)
        else:
            _log(Act.KEEP, told[0], by, note, subject)
        for each in told:
            where = {"title": each.title, "url": each.url, "text": note}
            news.tell(each.by, Told.COMPLAINT_DECIDED, actor=by, **where)
    return told


def put_back(about: str, *, by: Any, note: str = "") -> None:
    """Show again what a report had removed. Raises ``PermissionDenied`` or ``NothingToDecide``."""
    require(policy().may_moderate(by))
    note = _checked(note, needed=False)
    kind, pk = parts_of(about) or ("", 0)
    with transaction.atomic():
        lock_writer()
        gone = Complaint.objects.filter(kind=kind, about_id=pk, verdict=Verdict.REMOVED)
        told = list(gone.select_for_update(of=("self",)).select_related("person"))
        subject = find(about)
        if not told or subject is None or kind == ComplaintKind.USER:
            raise NothingToDecide
        require(told[0].person_id != by.pk, _("Another moderator has to decide about this."))
        gone.update(verdict=Verdict.KEPT, note=note, decided_by=by, decided_at=timezone.now())
        hide(subject, hidden=False)
        _log(Act.PUT_BACK, told[0], by, note, subject)


def _remove(subject: Subject, by: Any, note: str) -> None:
    if subject.kind == ComplaintKind.USER:
        clear_profile(subject.person, moderator=by, reason=note)  # it leaves a line of its own
    else:
        hide(subject)
        _log(Act.TAKE_DOWN, subject, by, note, subject)
    news.tell(
        subject.person, Told.REMOVED, actor=by, title=subject.title, url=subject.url, text=note
    )


def _log(act: Act, of: Any, by: Any, note: str, subject: Subject | None) -> None:
    film = subject.film if subject else None
    log.record(
        act,
        actor=by,
        person=of.person,
        entry=f"film:{film}" if film else None,
        title="" if film else of.title,
        reason=note,
        kind=of.kind,
    )


def _checked(note: str, *, needed: bool) -> str:
    note = note.replace("\x00", "").strip()
    if needed and not note:
        raise ValidationError({"note": _("Say why.")})
    if len(note) > LONGEST:
        raise ValidationError({"note": _("That is too long.")})
    return note
