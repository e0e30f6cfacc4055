"""Setting an edit filter: what an administrator changes in the rules that edits are checked by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wiki import log
from wiki.actions.apply import lock_writer
from wiki.exceptions import WikiError
from wiki.filters.words import in_words
from wiki.models import Act, EditFilter
from wiki.policy import policy, require

#: What an administrator sets.
VALUES = ("name", "note", "enabled", "conditions", "action", "message", "minutes")


class FilterChanged(WikiError):
    """Somebody else has changed the filter since it was opened."""

    status = 409
    message = _("Somebody else has changed this filter meanwhile. Look at it again.")


def save_filter(
    edit_filter: EditFilter, values: Mapping[str, Any], *, user: Any, reason: str = ""
) -> EditFilter:
    """Give a filter, new or not, ``values`` for (some of) ``VALUES``; what changed is logged.

    ``edit_filter.number`` is the version that the administrator saw. ``user`` is ``None`` for the
    site itself. Raises ``PermissionDenied``, ``FilterChanged``, or ``ValidationError`` for a name that
    another filter has.
    """
    require(user is None or policy().may_set_filters(user))
    with transaction.atomic():
        lock_writer()  # nothing is being judged by it, and no other administrator changes one
        locked = EditFilter(slug=edit_filter.slug or _free_slug(values["name"]), number=0)
        before: dict[str, Any] = {}
        if edit_filter.pk:
            locked = EditFilter.objects.get(pk=edit_filter.pk)
            before = _state(locked)
        if locked.pk and locked.number != edit_filter.number:
            raise FilterChanged
        for name in VALUES:
            if name in values:
                setattr(locked, name, values[name])
        after = _state(locked)
        if after == before:
            return locked
        locked.validate_unique()
        locked.number += 1
        locked.changed_at = timezone.now()
        locked.save()
        log.record(
            Act.FILTER,
            actor=user,
            title=locked.name,
            reason=reason,
            filter=locked.pk,
            before={name: value for name, value in before.items() if value != after[name]},
            after={name: value for name, value in after.items() if value != before.get(name)},
        )
    return locked


def _state(edit_filter: EditFilter) -> dict[str, Any]:
    """What the filter is, in JSON; the conditions also as words, which later versions may not know."""
    state = {name: getattr(edit_filter, name) for name in VALUES}
    state["action"] = str(edit_filter.action)
    state["words"] = in_words(edit_filter.conditions)
    return state


def _free_slug(name: str) -> str:
    """A name for addresses and flags that no filter has."""
    stem = slugify(name)[:40] or "filter"
    taken = set(EditFilter.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    slug = stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
