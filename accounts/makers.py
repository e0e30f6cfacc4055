"""Who made films: their directors and studios, those of a segment as those of a whole film."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from films.models import CompanyCredit, CompanyRole, Credit
from films.roles import DIRECTING


def directors(films: QuerySet[Any, Any]) -> QuerySet[Credit]:
    """The credits of who directed ``films``, or segments of them, and has a page."""
    return Credit.objects.filter(film__in=films, role__in=DIRECTING, person__hidden=False)


def studios(films: QuerySet[Any, Any]) -> QuerySet[CompanyCredit]:
    """The credits of who animated ``films``, or segments of them, and has a page."""
    return CompanyCredit.objects.filter(
        film__in=films, role=CompanyRole.ANIMATION, company__hidden=False
    )
