"""Help pages that are made from the site's own rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.level_words import rows, steps, trust_rules
from accounts.policy import level_of, levels
from wiki.areas import Area


@require_safe
def levels_help(request: HttpRequest) -> HttpResponse:
    """What each level may do, how levels are earned and lost, and how trust is measured."""
    table = levels()
    context = {
        "levels": table,
        "rows": rows(table),
        "steps": steps(),
        "trust": trust_rules(),
        "areas": Area.labels,
        "own": level_of(request.user) if request.user.is_authenticated else None,
    }
    return render(request, "help/levels.html", context)
