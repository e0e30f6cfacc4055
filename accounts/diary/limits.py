"""How much may be written into a diary in an hour: nobody watches more, and programs need not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import DiaryEntry
from wiki.rates import HOUR, check_made

ROWS_AN_HOUR = 300
_TOO_MANY = gettext_lazy(
    "That is a great deal for one hour; the next can be written down %(when)s."
)


def check_rows(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has written that many rows within the hour."""
    check_made(DiaryEntry.objects.filter(user=user), ROWS_AN_HOUR, HOUR, _TOO_MANY)
