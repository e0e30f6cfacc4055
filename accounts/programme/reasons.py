"""Why no evening fits what is asked, and what is shown instead, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.programme.address import RULES, Asked, Kind, Pool
from accounts.programme.solve import Item, total
from films.lengths import minutes_in_words

_TOO_FEW = {
    Kind.DOUBLE: gettext_lazy("There are no two films of 41 minutes or more among these."),
    Kind.ANTHOLOGY: gettext_lazy("There are too few shorts and segments among these."),
    Kind.FESTIVAL: gettext_lazy("There are too few films among these for a festival."),
}
_INSTEAD = {
    Kind.DOUBLE: gettext_lazy("So here is a double bill instead."),
    Kind.ANTHOLOGY: gettext_lazy("So here are shorts and segments instead."),
    Kind.FESTIVAL: gettext_lazy("So here is a small festival instead."),
}


def why_not(asked: Asked, items: Sequence[Item], kept: Sequence[Item]) -> str:
    """Why nothing fits, where ``items`` are all that it could be chosen from."""
    if asked.pool == Pool.LIST and not asked.list:
        return _("Choose a list.")
    if kept and total(kept, asked.pause) > asked.minutes:
        return _("What you keep takes longer than the time there is.")
    if not items and (asked.country or asked.service):
        return _("As far as is known, none of these can be watched there.")
    if not items:
        return _("There is nothing among these whose length is known.")
    rule = RULES[asked.kind]
    fitting = [item for item in items if rule.takes(item)]
    different = {item.film for item in fitting} if rule.apart else fitting
    if len(different) < rule.least:
        return str(_TOO_FEW[asked.kind])
    words = {"count": rule.least, "time": minutes_in_words(asked.minutes)}
    return _("%(count)d of these take longer than %(time)s, breaks included.") % words


def instead(kind: Kind) -> str:
    """That an evening of another kind is shown."""
    return str(_INSTEAD[kind])
