"""The site's editors, by what of their work still stands."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.record import TIMES, ranking
from wiki.areas import Area
from wiki.views.strangers import for_strangers

TIME_LABELS = {"week": _("This week"), "month": _("This month"), "all": _("All time")}


class EditorsFilter(forms.Form):
    """Which time and area; what is not on offer is left out."""

    time = forms.ChoiceField(choices=[(name, name) for name in TIMES], required=False)
    area = forms.ChoiceField(choices=Area.choices, required=False)


@require_safe
@for_strangers
def editors(request: HttpRequest) -> HttpResponse:
    """Rank editors; ``?time=week|month|all&area=credits``."""
    chosen = EditorsFilter(request.GET)
    chosen.is_valid()
    time = chosen.cleaned_data.get("time") or "month"
    area = chosen.cleaned_data.get("area") or ""
    context = {
        "ranked": ranking(time, area),
        "time": time,
        "area": area,
        "times": [(name, TIME_LABELS[name]) for name in TIMES],
        "areas": Area.choices,
    }
    return render(request, "users/list.html", context)
