"""The statistics of the queue, for every member to see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki import statistics as measured
from wiki.forms.filters import AGES, StretchForm
from wiki.policy import policy
from wiki.views.guards import for_members
from wiki.wait_plot import plot


@require_safe
@for_members
def statistics(request: HttpRequest) -> HttpResponse:
    """What waits, how long things waited week by week, who decided what, and what was accepted."""
    stretch = StretchForm(request.GET)
    weeks = stretch.weeks
    by_week = measured.waits_by_week(weeks)
    context = {
        "waiting": measured.waiting_now(),
        "ages": [label for label, _age in AGES.values()],
        "weeks": by_week[::-1],
        "plot": plot(by_week),
        "deciders": measured.deciders(weeks),
        "areas": measured.records_by_area(weeks),
        "stretch": weeks,
        "stretches": StretchForm.WEEKS,
        "may_moderate": policy().may_moderate(request.user),
    }
    return render(request, "moderation/statistics.html", context)
