"""What is answered to who signs up, logs in or asks for mail too often: allauth counts, this says when."""

from __future__ import annotations

import math
import time
from datetime import timedelta
from typing import NoReturn

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.exceptions import TooMany
from wiki.rates import when

APP = "allauth.account"
#: What allauth counts on the page of an address, by the name of the address.
COUNTED = {
    "account_signup": "signup",
    "account_login": "login",
    "account_reset_password": "reset_password",
    "account_reauthenticate": "reauthenticate",
    "account_change_password": "change_password",
    "account_email": "manage_email",
}


def too_many(request: HttpRequest, exception: Exception | None = None) -> NoReturn:
    """Refuse a request that came too soon, with when to try again where that is known."""
    seconds = _seconds_left(request)
    if seconds is None:
        raise TooMany(60, _("That was tried too often. Wait a few minutes, then try again."))
    now = timezone.now()
    told = _("That was tried too often from here. You can try again %(when)s.")
    raise TooMany(seconds, told % {"when": when(now + timedelta(seconds=seconds), now)})


def _seconds_left(request: HttpRequest) -> int | None:
    """How long until the page's fullest count has room again; ``None`` for what is counted by address."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    action = COUNTED.get(name, "")
    waits = []
    for rate in get_rates(app=APP, action=action):
        if rate.per == "key" or (rate.per == "user" and not request.user.is_authenticated):
            continue
        key = get_cache_key(request, app=APP, action=action, rate=rate)
        moments = cache.get(key, [])  # the latest first
        if len(moments) >= rate.amount:
            waits.append(moments[rate.amount - 1] + rate.duration - time.time())
    return max(1, math.ceil(max(waits))) if waits else None
