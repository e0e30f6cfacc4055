"""Making a list of one's own out of another."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions.lists.add_rows import BATCH
from accounts.lists.limits import check_lists
from accounts.lists.rights import rights
from accounts.lists.telling import tell_of_copy
from accounts.lists.upkeep import settle, tell
from accounts.models import FilmList, ListAct, ListItem, Visibility
from wiki.policy import policy, require


def clone_list(of: FilmList, *, by: Any) -> FilmList:
    """A private list of ``by`` with the same title, rows and notes, closed to others.

    Raises ``PermissionDenied``, ``TooMany`` or ``ListFull``.
    """
    may = rights(by, of)
    require(may.see and may.clone, policy().refusal(by))
    now = timezone.now()
    with transaction.atomic():
        check_lists(by)
        made = FilmList.objects.create(
            owner=by,
            title=of.title,
            slug=of.slug,
            description=of.description if of.owner_id == by.pk else "",
            ranked=of.ranked,
            visibility=Visibility.PRIVATE,
            cloned_from=of,
            created_at=now,
            changed_at=now,
            touched_at=now,
        )
        rows = ListItem.objects.filter(list=of).order_by("position", "pk")
        copies = [
            ListItem(list=made, added_by=by, added_at=now, **row)
            for row in rows.values("film_id", "segment_id", "person_id", "position", "note")
        ]
        ListItem.objects.bulk_create(copies, batch_size=BATCH)
        tell(made, ListAct.CLONED, by=by, former=of.title).save()
        settle(made)
        tell_of_copy(of, by=by)
    return made
