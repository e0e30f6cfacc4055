"""The queue of what waits for a moderator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.forms.filters import QueueFilter
from wiki.models import Submission
from wiki.policy import policy, require
from wiki.queue import ORDER, PAGE_SIZE, waiting, with_conflicts
from wiki.views.guards import for_members


@require_safe
@for_members
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first."""
    require(policy().may_moderate(request.user))
    filters = QueueFilter(request.GET)
    rows = filters.narrow(waiting())
    page = ORDER.page(rows, request.GET, size=PAGE_SIZE)
    context = {
        "page": page,
        "rows": with_conflicts(page),
        "total": filters.narrow(Submission.objects.pending()).count(),
        "filters": filters,
        "chosen": filters.chosen,
    }
    return render(request, "moderation/queue.html", context)
