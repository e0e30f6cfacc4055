"""Saying whether a film can still be watched where it is said to be."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.models import Film
from wiki import changesets, documents
from wiki.actions.apply import lock_writer
from wiki.actions.submit import submit
from wiki.changesets import Document
from wiki.documents import labels
from wiki.exceptions import EntryUnavailable, WikiError
from wiki.models import Submission, SubmissionKind
from wiki.vocabularies import country_name
from wiki.wording import listed


class OfferOver(WikiError):
    """The offer has ended, or was taken from the page meanwhile."""

    status = 409
    message = gettext_lazy("The page no longer says that it can be watched there.")


class SayWhere(WikiError):
    """An offer of several countries is to end, and nobody has said in which."""

    status = 422
    message = gettext_lazy("Say in which of the countries it is no longer there.")


class AnswerWaits(WikiError):
    """What the same user has said of this offer waits for a moderator."""

    status = 409
    message = gettext_lazy("An answer of yours about this place waits for a moderator already.")


def confirm_offer(
    film: Film, number: int, *, user: Any, there: bool, countries: Collection[str] = ()
) -> Submission:
    """Propose that somebody has looked at offer ``number`` of ``film`` today, and found it or not.

    What is still there was checked today. What is gone ended yesterday, in ``countries`` alone if they
    are named: then the others keep theirs. Nothing is forgotten, so that one revert brings it back;
    only what was to begin today or later goes. What was checked today already is left as it is.

    Raises ``OfferOver``, ``SayWhere``, ``AnswerWaits`` and what ``submit`` raises.
    """
    key, entry = f"availability:{number}", f"film:{film.pk}"
    today = timezone.localdate()
    with transaction.atomic():
        lock_writer()  # so that a button pressed twice asks once
        before = documents.load_one(film)
        if film.hidden or film.merged_into_id is not None:
            raise EntryUnavailable
        require_on_offer(before, key, today)
        if _waits(entry, key, user):
            raise AnswerWaits
        after = _found(before, key, today) if there else _gone(before, key, today, countries)
        return submit(
            changesets.diff(before, after, entry=entry),
            entry=entry,
            kind=SubmissionKind.EDIT,
            author=user,
            summary=_summary(before[key], there=there, countries=countries),
            base_number=film.number,
        )


def require_on_offer(document: Document, key: str, today: datetime.date) -> None:
    """Raise ``OfferOver`` unless the document still has the offer, and it has not ended."""
    until = document[key].get("until") or "" if key in document else "0"
    if until and until < today.isoformat():
        raise OfferOver


def _waits(entry: str, key: str, user: Any) -> bool:
    """Whether an open submission of ``user`` changes the offer. One query."""
    own = Submission.objects.open().filter(
        author_id=user.pk, entry_type="film", entry_id=int(entry.partition(":")[2])
    )
    proposed = own.values_list("changes", flat=True)
    return any(change["key"] == key for changes in proposed for change in changes)


def _found(before: Document, key: str, today: datetime.date) -> Document:
    return {**before, key: {**before[key], "checked_on": today.isoformat()}}


def _gone(before: Document, key: str, today: datetime.date, countries: Collection[str]) -> Document:
    """The document without the offer in ``countries``, or at all."""
    row, after = before[key], dict(before)
    listed_there = row.get("countries") or []
    if not set(countries) <= set(listed_there) or (len(listed_there) > 1 and not countries):
        raise SayWhere
    rest = [code for code in listed_there if code not in countries] if countries else []
    yesterday = (today - datetime.timedelta(days=1)).isoformat()
    begun = (row.get("since") or "") <= yesterday
    ended = {**row, "until": yesterday, "checked_on": today.isoformat()}
    if rest:
        after[key] = {**row, "countries": rest}
        if begun:
            after["availability:new1"] = {**ended, "countries": sorted(countries)}
    elif begun:
        after[key] = ended
    else:
        del after[key]
    return after


def _summary(row: dict[str, Any], *, there: bool, countries: Collection[str]) -> str:
    service = labels([row["service"]])[row["service"]].title
    where = listed(sorted(country_name(code) for code in countries))
    if there:
        text = _("Still on %(service)s")
    elif where:
        text = _("No longer on %(service)s in %(countries)s")
    else:
        text = _("No longer on %(service)s")
    return (text % {"service": service, "countries": where})[:300]
