"""Charts of films and segments."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.charts import ranks
from accounts.charts.page import Chart
from accounts.charts.ranks import CHARTS
from films.film_list import SHOW
from wiki.views.strangers import for_strangers_as_of


def ranks_version(request: HttpRequest, name: str = "best", **kwargs: Any) -> str:
    """What a chart follows from beside revisions: the ratings that its order was made of."""
    return ranks.current(name).at if name in CHARTS else ""


@require_safe
@for_strangers_as_of(ranks_version)
def chart(request: HttpRequest, name: str = "best") -> HttpResponse:
    """A chart of the films that the address asks for."""
    kind = CHARTS.get(name)
    if kind is None:
        raise Http404
    if request.GET.get("watched") and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Chart(request, kind)
    if SHOW in request.GET:  # a form sends its empty fields, too
        return redirect(found.url())
    request.address_parameters = found.address  # type: ignore[attr-defined]
    return render(request, "tonight/chart.html", found.context())
