"""Deleting one's account: at once, in one transaction, for good.

``accounts.people.leaving`` says what goes and what stays. Numbers that others see follow; the row of
the user stays, emptied, so that the history has somebody to name: "deleted-12".
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import avatars, tallies
from accounts.models import (
    Complaint,
    FilmList,
    Follow,
    ListChange,
    ListComment,
    Recommendation,
    Review,
    User,
    Viewing,
)
from accounts.notice_kinds import Told
from accounts.people.leaving import EMPTIED, GOES, KEPT, PREFIX, relation
from wiki.actions.apply import lock_writer
from wiki.log import record
from wiki.models import Act, LogEntry, Notice
from wiki.policy import require

_BATCH = 500


def delete_account(user: User) -> User:
    """Delete the account of ``user``; return what is left of it.

    Raises ``PermissionDenied`` for who has none, ``ValidationError`` for the last administrator.
    """
    require(user.is_authenticated and user.is_active)
    with transaction.atomic():
        lock_writer()  # of two last administrators who leave at once, one stays
        leaving = User.objects.select_for_update().get(pk=user.pk)
        if leaving.deleted_at:  # the button was pressed twice
            return leaving
        _check_not_last(leaving)
        viewings = Viewing.objects.filter(user=leaving)
        # In the order in which all others take hold of the films' numbers.
        rated = list(viewings.order_by("film_id").values_list("film_id", "segment_id"))
        _count_without(leaving)
        _unname(leaving)
        for label in GOES:
            model, field = relation(label)
            model._base_manager.filter(**{field: leaving.pk}).delete()
        for label in EMPTIED:
            model, field = relation(label)
            model._base_manager.filter(**{field: leaving.pk}).update(**{field: None})
        for start in range(0, len(rated), _BATCH):
            tallies.count_all(rated[start : start + _BATCH])
        avatar = leaving.avatar
        _empty(leaving)
        record(Act.LEAVE, actor=leaving, person=leaving)
        transaction.on_commit(lambda: avatars.discard(avatar))
    return leaving


def _check_not_last(leaving: User) -> None:
    if not leaving.is_admin_role:
        return
    others = User.objects.filter(role=User.Role.ADMIN, is_active=True).exclude(pk=leaving.pk)
    if not others.exists():
        raise ValidationError(
            _("You are the only administrator. Appoint another before you leave.")
        )


def _count_without(leaving: User) -> None:
    """Take the user's likes and votes off what they were given to, and tell pages that they changed."""
    now = timezone.now()
    for model in (Review, Recommendation):
        voted = model.objects.filter(votes__user=leaving, helpful_count__gt=0)
        ids = list(voted.values_list("pk", flat=True))
        for start in range(0, len(ids), _BATCH):
            some = model.objects.filter(pk__in=ids[start : start + _BATCH])
            some.update(helpful_count=F("helpful_count") - 1, touched_at=now)
    liked = FilmList.objects.filter(likes__user=leaving, like_count__gt=0)
    ids = list(liked.values_list("pk", flat=True))
    FilmList.objects.filter(pk__in=ids).update(like_count=F("like_count") - 1, touched_at=now)
    said = ListComment.objects.filter(author=leaving).values("list")
    FilmList.objects.filter(pk__in=list(said.values_list("list", flat=True))).update(touched_at=now)


def _unname(leaving: User) -> None:
    """Take the name out of what others keep: notices, histories of lists, the logs; and follows."""
    name = leaving.username
    page = f"/users/{quote(name)}/"
    told = Q(actor=leaving) & (Q(title__icontains=name) | Q(text__icontains=name))
    complaints = Complaint.objects.filter(person=leaving).values("url")
    of_complaints = Q(kind=Told.COMPLAINT_DECIDED, url__in=complaints)
    Notice.objects.filter(told | of_complaints | Q(url__istartswith=page)).delete()
    changes = ListChange.objects.filter(details__proposer=name)
    for change in changes:
        change.details["proposer"] = new_name(leaving)
    ListChange.objects.bulk_update(changes, ["details"], batch_size=_BATCH)
    lists = FilmList.objects.filter(owner=leaving).values_list("pk", flat=True)
    about = Q(about_type="user", about_id=leaving.pk)
    Follow.objects.filter(about | Q(about_type="list", about_id__in=list(lists))).delete()
    LogEntry.objects.filter(person=leaving, title__icontains=name).update(title="")
    kind = ContentType.objects.get_for_model(User)
    entries = AdminEntry.objects.filter(content_type=kind, object_id=str(leaving.pk))
    entries.update(object_repr=new_name(leaving), change_message="")


def new_name(leaving: User) -> str:
    """What is written instead of the name."""
    return f"{PREFIX}{leaving.pk}"


def _empty(leaving: User) -> None:
    """Leave of the row nothing but its number; nobody can log in to it."""
    now = timezone.now()
    for field in User._meta.concrete_fields:
        if field.name not in KEPT:
            setattr(leaving, field.attname, _nothing(field))
    leaving.username, leaving.is_active = _free_name(leaving), False
    leaving.date_joined = leaving.deleted_at = now
    leaving.set_unusable_password()
    leaving.save()


def _nothing(field: Any) -> Any:
    return field.get_default() if field.has_default() or not field.null else None


def _free_name(leaving: User) -> str:
    """``new_name``; somebody may have called themselves so before that was forbidden."""
    name, at = new_name(leaving), 1
    while User.objects.filter(username__iexact=name).exclude(pk=leaving.pk).exists():
        at += 1
        name = f"{new_name(leaving)}-{at}"
    return name
