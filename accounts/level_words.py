"""The table of levels in words, for the help page: one row for each column of ``wiki.policy.Level``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from accounts.levels import EARNED
from accounts.models import User
from wiki import figures
from wiki.policy import Freedom, Level

#: What each column of the table is called; the order is that of the page.
LABELS: dict[str, Any] = {
    "fills": gettext_lazy("Additions: new rows and pages, empty fields filled"),
    "overwrites": gettext_lazy("Changes of what others wrote"),
    "blanks": gettext_lazy("Removals: rows taken away, fields emptied, most of a text"),
    "waiting": gettext_lazy("Edits waiting for a moderator at once"),
    "edits_per_hour": gettext_lazy("Edits an hour"),
    "edits_per_day": gettext_lazy("Edits a day"),
    "comments_per_hour": gettext_lazy("Comments an hour"),
    "links": gettext_lazy("New links in the texts of one edit"),
    "images_per_day": gettext_lazy("Images a day"),
    "protection": gettext_lazy("May edit pages that are"),
}
#: The columns that hold a ``Freedom``.
WEIGHTS = ("fills", "overwrites", "blanks")
PROTECTIONS: dict[str, Any] = {
    "open": pgettext_lazy("pages", "not protected"),
    "trusted": gettext_lazy("protected for trusted members"),
    "moderators": gettext_lazy("protected for moderators"),
}
#: What a rule of rising counts, in the order of the page.
EARNED_BY: dict[str, Any] = {
    "approved": ngettext_lazy("%(n)s edit accepted", "%(n)s edits accepted", "n"),
    "pages": ngettext_lazy("on %(n)s page", "on %(n)s pages", "n"),
    "active_days": ngettext_lazy("on %(n)s day", "on %(n)s different days", "n"),
    "account_days": ngettext_lazy(
        "an account that is %(n)s day old", "an account that is %(n)s days old", "n"
    ),
}


@dataclass(frozen=True)
class Row:
    """What every level may do in one respect: (level, what it may), the lowest level first."""

    label: str
    cells: list[tuple[str, str]]


def rows(levels: Iterable[Level]) -> list[Row]:
    """The table in words."""
    listed = list(levels)
    return [
        Row(str(label), [(str(one.label), _value(name, getattr(one, name))) for one in listed])
        for name, label in LABELS.items()
    ]


def _value(name: str, value: Any) -> str:
    if value is None:
        return _("no limit")
    if name == "protection":
        return str(PROTECTIONS[value])
    if name in WEIGHTS:
        return str(Freedom(value).label)
    return figures.number_or(value)


@dataclass(frozen=True)
class Step:
    """A level that is earned: what for, and what costs it."""

    label: str
    earned_by: list[str]
    lost_by: list[str]


def steps() -> list[Step]:
    """The rules of rising and falling, from the settings."""
    return [
        Step(str(capfirst(User.Role(role).label)), _earned_by(role), _lost_by(role))
        for role in EARNED[1:]
    ]


def _earned_by(role: str) -> list[str]:
    rule = settings.GENGA_LEVEL_RULES[role]
    words = [str(told % {"n": int(rule[name])}) for name, told in EARNED_BY.items()]
    words.append(
        _("%(rate)s of the last %(last)s edits that were looked at accepted")
        % {"rate": percent(rule["rate"]), "last": settings.GENGA_TRUST_LAST}
    )
    lately = settings.GENGA_LEVEL_LATELY_DAYS
    if not rule["reversals"]:
        return [*words, _("nothing taken back within %(days)s days") % {"days": lately}]
    told = _("at most %(most)s taken back within %(days)s days")
    return [*words, told % {"most": int(rule["reversals"]), "days": lately}]


def _lost_by(role: str) -> list[str]:
    rule = settings.GENGA_LEVEL_LOSSES[role]
    lately = settings.GENGA_LEVEL_LATELY_DAYS
    return [
        _("less than %(rate)s of the last %(last)s accepted, once %(judged)s were looked at")
        % {
            "rate": percent(rule["rate"]),
            "last": settings.GENGA_TRUST_LAST,
            "judged": int(rule["judged"]),
        },
        _("more than %(most)s taken back within %(days)s days")
        % {"most": int(rule["reversals"]), "days": lately},
    ]


def percent(share: float) -> str:
    """A share for readers: "95%"."""
    return figures.percent(round(share * 100))


def trust_rules() -> dict[str, Any]:
    """The settings of trust by area, as the page tells them."""
    return {
        "last": settings.GENGA_TRUST_LAST,
        "half_life": settings.GENGA_TRUST_HALF_LIFE,
        "bar": percent(settings.GENGA_TRUST_BAR),
        "bar_overwrite": percent(settings.GENGA_TRUST_BAR_OVERWRITE),
        "pages": settings.GENGA_TRUST_PAGES,
        "days": settings.GENGA_TRUST_DAYS,
        "account_days": settings.GENGA_TRUST_ACCOUNT_DAYS,
        "doubt": percent(settings.GENGA_TRUST_DOUBT),
        "doubt_from": settings.GENGA_TRUST_DOUBT_FROM,
        "audited": percent(settings.GENGA_AUDIT_SHARE),
    }
