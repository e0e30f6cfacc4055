"""How much may be written into a diary in an hour: nobody watches more, and programs need not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import DiaryEntry
from wiki.rates import HOUR, check_made

ROWS_AN_HOUR = 300


def check_rows(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has written that many rows within the hour."""
    check_made(DiaryEntry.objects.filter(user=user), ROWS_AN_HOUR, HOUR, _rows_made)


def _rows_made(_most: int, _span: timedelta, free: str) -> str:
    told = _("That is a great deal for one hour; the next can be written down %(when)s.")
    return told % {"when": free}
