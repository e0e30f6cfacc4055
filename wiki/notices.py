"""Telling users what concerns them: a notice on the site, which is also their mail's outbox.

Of the user model it asks ``is_active``, ``email``, ``mail_notices``, ``notice_choices`` and ``language``,
and ``time_zone`` if there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F, IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from wiki.models import Notice, Submission
from wiki.notice_choices import choice_of, due_at
from wiki.notice_kinds import Mail, group_of, kind_of, sentence

__all__ = [
    "delete_old",
    "mark_read",
    "notices_of",
    "sentence",
    "tell",
    "tell_many",
    "unread_count",
    "with_unread",
    "withdraw",
]

#: Unread notices are counted no further than this.
COUNTED = 100
#: What joins a notice that was mailed and not read since is mailed again after this at the earliest.
AGAIN = timedelta(days=1)
#: Rows of one statement.
_AT_ONCE, _DELETED_AT_ONCE = 500, 5_000
_FIELDS = (
    *("user", "kind", "title", "text", "url", "submission", "actor", "about"),
    *("count", "on_site", "digest", "created_at", "read_at", "due_at", "mailed_at"),
    *("attempts", "failed"),
)


def tell(
    user: Any,
    kind: str,
    *,
    text: str = "",
    title: str = "",
    url: str = "",
    submission: Submission | None = None,
) -> Notice | None:
    """Leave a notice for ``user``, in the transaction of what it tells; ``None`` if nobody is told.

    What concerns a submission is titled by its page and leads to it, unless ``title`` and ``url`` say
    otherwise. ``text`` is what another person wrote (a note, a comment), or "". ``tick`` mails it to those
    who want mail.
    """
    if submission is not None:
        title = title or submission.title
        url = url or submission.get_absolute_url()
    row = _row(user, kind, title, url, text, submission, None, "", timezone.now())
    if row is not None:
        row.save(force_insert=True)
    return row


def tell_many(
    users: Iterable[Any],
    kind: str,
    *,
    title: str = "",
    url: str = "",
    text: str = "",
    actor: Any = None,
    about: str = "",
    count: int = 1,
) -> int:
    """``tell`` many users the same, in one statement for hundreds of them; how many were told.

    ``actor`` did it; nobody is told what they did themselves. What comes ``about`` the same joins what a
    user has not read, if the kind is one that does. ``count`` is how many things happened at once.
    """
    now = timezone.now()
    rows = [
        row
        for user in users
        if (row := _row(user, kind, title, url, text, None, actor, about, now)) is not None
    ]
    for row in rows:
        row.count = count
    told = 0
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        told += _join(some) if some[0].about else len(Notice.objects.bulk_create(some))
    return told


def withdraw(user: Any, kind: str, *, about: str, actor: Any) -> None:
    """Take back what ``actor`` did last, if its notice is neither read nor mailed."""
    own = Notice.objects.filter(user=user, kind=kind, about=about, read_at=None, mailed_at=None)
    latest = own.filter(actor=actor)
    if not latest.filter(count=1).delete()[0]:
        latest.update(count=F("count") - 1, actor=None)


def _row(
    user: Any,
    kind: str,
    title: str,
    url: str,
    text: str,
    submission: Submission | None,
    actor: Any,
    about: str,
    now: datetime,
) -> Notice | None:
    """A notice that is not saved yet; ``None`` where ``user`` is not to be told, or wants nothing of it."""
    if user is None or not user.is_active or (actor is not None and actor.pk == user.pk):
        return None
    choice = choice_of(user, group_of(kind))
    joins = bool(about and kind_of(kind).joins)
    due = due_at(user, choice, joins=joins, now=now)
    if not choice.site and due is None:
        return None
    return Notice(
        user=user,
        kind=kind,
        title=title[:300],
        text=text,
        url=url,
        submission=submission,
        actor=actor,
        about=about if joins else "",
        on_site=choice.site,
        digest=choice.mail in (Mail.DAILY, Mail.WEEKLY),
        created_at=now,
        due_at=due,
    )


def _not_told_today(rows: list[Notice]) -> list[Notice]:
    """Those whose readers have not read of the same person within ``AGAIN``. One query if that matters."""
    first = rows[0]
    if not kind_of(first.kind).once or first.actor_id is None:
        return rows
    same = Notice.objects.filter(kind=first.kind, about=first.about, actor=first.actor_id)
    read = same.filter(created_at__gt=first.created_at - AGAIN, read_at__isnull=False).order_by()
    heard = set(read.filter(user__in=[row.user_id for row in rows]).values_list("user", flat=True))
    return [row for row in rows if row.user_id not in heard]


def _join(rows: list[Notice]) -> int:
    """Write notices of one kind about one thing; where one is unread already, it tells of one more.

    The database decides, so that two at once are counted as two. A mail that is due stays so, unless
    its reader, for whom it waits for a digest, wants mails at once by now; what joins one that has gone out
    makes it due again, not sooner than ``AGAIN``. Return how many were told.
    """
    rows = _not_told_today(rows)
    if not rows:
        return 0
    now = rows[0].created_at
    table = connection.ops.quote_name(Notice._meta.db_table)
    fields: list[Any] = [Notice._meta.get_field(name) for name in _FIELDS]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    person = f"CASE WHEN {table}.actor_id = excluded.actor_id THEN 0 ELSE 1 END"
    more = person if kind_of(rows[0].kind).joins == "people" else "excluded.count"
    moment: Any = Notice._meta.get_field("due_at")
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for row in rows
        for field in fields
    ]
    before, after = (moment.get_db_prep_save(at, connection) for at in (now - AGAIN, now + AGAIN))
    sql = f"""
        INSERT INTO {table} ({columns}) VALUES {places}
        ON CONFLICT (user_id, kind, about) WHERE read_at IS NULL AND NOT (about = '')
        DO UPDATE SET
          count = {table}.count + {more}, title = excluded.title, url = excluded.url,
          text = excluded.text, actor_id = excluded.actor_id, created_at = excluded.created_at,
          on_site = excluded.on_site, digest = excluded.digest,
          attempts = CASE WHEN {table}.due_at IS NULL THEN 0 ELSE {table}.attempts END,
          due_at = CASE
            WHEN excluded.due_at IS NULL THEN NULL
            WHEN {table}.due_at IS NOT NULL AND NOT ({table}.digest AND NOT excluded.digest)
              THEN {table}.due_at
            WHEN {table}.mailed_at > %s AND excluded.due_at < %s THEN %s
            ELSE excluded.due_at END
    """  # noqa: S608 – names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, before, after, after])
    return len(rows)


def notices_of(user: Any) -> QuerySet[Notice]:
    """All that ``user`` is told on the site, with what ``sentence`` needs."""
    rows = Notice.objects.filter(user=user, on_site=True).select_related("submission", "actor")
    return rows.defer("submission__changes", "submission__undoes")


def with_unread(users: QuerySet[Any]) -> QuerySet[Any]:
    """``users`` with how many notices each has not opened, as ``unread``, counted up to ``COUNTED``.

    It rides on the query that loads a user, so the header asks none of its own; and as nothing is
    kept, nothing can be wrong.
    """
    notices = connection.ops.quote_name(Notice._meta.db_table)
    person = connection.ops.quote_name(get_user_model()._meta.db_table)
    count = (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {notices} AS told WHERE told.user_id = {person}.id"  # noqa: S608
        f" AND told.read_at IS NULL AND told.on_site LIMIT {COUNTED}) AS counted)"
    )
    return users.annotate(unread=RawSQL(count, [], output_field=IntegerField()))  # noqa: S611


def unread_count(user: Any) -> int:
    """How many notices ``user`` has not opened, up to ``COUNTED``: what came with the user, else a query."""
    found = getattr(user, "unread", None)
    if found is None:
        unread = Notice.objects.filter(user=user, read_at=None, on_site=True)
        found = unread.order_by()[:COUNTED].count()
    return int(found)


def delete_old() -> str:
    """Delete what was told long ago, read or not, unless its mail waits still; a job of ``tick``.

    Some at a time, so that nobody else who writes waits long. Returns how many, in words.
    """
    before = timezone.now() - timedelta(days=settings.GENGA_NOTICE_DAYS)
    old = Notice.objects.filter(created_at__lt=before, due_at=None).order_by("pk")
    deleted = 0
    while some := list(old.values_list("pk", flat=True)[:_DELETED_AT_ONCE]):
        deleted += old.filter(pk__in=some).delete()[0]
    return f"old notices deleted: {deleted:,}" if deleted else ""


def mark_read(notices: QuerySet[Notice]) -> int:
    """Note that their reader has seen these; return how many were new."""
    return notices.filter(read_at=None).update(read_at=timezone.now())
