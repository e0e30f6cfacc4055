"""Where films can be watched: what holds today, in which country, and how sure it is.

An offer holds from ``since`` until ``until``; somebody looked on ``checked_on``. After ``STALE_AFTER``
it is shown as uncertain, never hidden: what nobody has looked at may well be there still.
"""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from films.models import Availability, Service

#: After so long without a check, an offer counts as not known to hold still.
STALE_AFTER = datetime.timedelta(days=90)
#: An offer that ends within so many days leaves soon; one that began in so many last days is new.
LEAVING_DAYS, NEW_DAYS = 30, 7


def is_stale(checked: datetime.date | None, today: datetime.date) -> bool:
    """Whether nobody has looked for too long."""
    return checked is None or today - checked > STALE_AFTER


def on_offer(today: datetime.date | None = None) -> QuerySet[Availability]:
    """What can be watched today: offers that have begun and not ended, of films and services in sight."""
    today = today or timezone.localdate()
    # Asked for those out of sight, as SQLite would else go through all offers service by service.
    gone = Service.objects.filter(Q(hidden=True) | Q(merged_into__isnull=False))
    return Availability.objects.filter(
        Q(since=None) | Q(since__lte=today),
        Q(until=None) | Q(until__gte=today),
        film__hidden=False,
        film__merged_into=None,
    ).exclude(service__in=gone.values("pk"))


def in_country(offers: QuerySet[Availability], code: str) -> QuerySet[Availability]:
    """Those of ``offers`` that are said to hold in a country; all of them for ""."""
    if not code:
        return offers
    # A list of codes as JSON, which each database keeps as a text of its own.
    return offers.alias(codes=Cast("countries", TextField())).filter(codes__contains=f'"{code}"')


def leaving(today: datetime.date) -> Q:
    """Offers that end soon."""
    return Q(until__lte=today + datetime.timedelta(days=LEAVING_DAYS))


def new(today: datetime.date) -> Q:
    """Offers that began this week."""
    return Q(since__gt=today - datetime.timedelta(days=NEW_DAYS))
