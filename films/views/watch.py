"""Where to watch: the list, and the question whether a film is still where it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from films import reader_country
from films.actions.confirm_offer import confirm_offer
from films.models import Film
from films.pages import film_releases
from films.pages.film_reader import FilmReader
from films.watching_list import WatchFilters
from wiki import documents
from wiki.entry_types import EntryType, registry
from wiki.exceptions import NothingChanged, WikiError
from wiki.thanks import thanks
from wiki.title_language import of_row
from wiki.views.errors import answered
from wiki.views.guards import for_members, with_entry
from wiki.views.strangers import for_strangers
from wiki.vocabularies import country_name


@require_safe
@for_strangers
def watch_list(request: HttpRequest) -> HttpResponse:
    """What can be watched in a country: all of it, what leaves soon, what is new this week."""
    filters = WatchFilters.read(request, timezone.localdate())
    reader_country.counts_by(request, "country", "service", "kind", "only", "after", "before")
    context: dict[str, Any] = {
        "filters": filters,
        "tabs": filters.tabs(),
        "services": filters.services(),
        "kinds": filters.kinds(),
        "countries": filters.countries(),
    }
    if filters.only:
        context["days"], context["page"] = filters.by_day()
    else:
        context["films"], context["page"] = filters.shelf()
    return render(request, "watch/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_check(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Whether a film is still where it was: the question, and the answer of who has looked."""
    return _offer_check(request, registry["film"], ref, number=number)


@with_entry
@for_members
def _offer_check(
    request: HttpRequest, entry_type: EntryType, entry: Film, number: int
) -> HttpResponse:
    question = Question(request, entry, number)
    if request.method != "POST":
        return question.show()
    there = request.POST.get("there")
    if there not in ("yes", "no"):
        return question.show(_("Say whether it is still there."), status=422)
    countries = request.POST.getlist("country")
    try:
        done = confirm_offer(
            entry, number, user=request.user, there=there == "yes", countries=countries
        )
    except NothingChanged:
        messages.info(request, _("Somebody has looked today already. Thank you all the same."))
        return HttpResponseRedirect(f"{entry.get_absolute_url()}#watch")
    except WikiError as error:
        return answered(question.show(str(error), countries), error)
    live = _("Thank you. The page says so now.")
    messages.success(request, thanks(done) if done.is_open else live)
    return HttpResponseRedirect(f"{entry.get_absolute_url()}#watch")


class Question:
    """The page that asks whether an offer still holds."""

    def __init__(self, request: HttpRequest, film: Film, number: int) -> None:
        self.request, self.film = request, film
        document = documents.load_one(film)
        self.row = document.get(f"availability:{number}")
        if self.row is None:
            raise Http404
        self.offer = film_releases.offer(
            FilmReader(f"film:{film.pk}", document, documents.labels([self.row["service"]])),
            f"availability:{number}",
            self.row,
            timezone.localdate(),
        )

    def show(
        self, problem: str = "", ticked: Sequence[str] = (), *, status: int = 200
    ) -> HttpResponse:
        """The offer as it is told, with the two answers."""
        codes = self.row.get("countries") or [] if self.row else []
        own = reader_country.remembered(self.request)
        context = {
            "film": self.film,
            "title": of_row(vars(self.film)),
            "offer": self.offer,
            "countries": [(code, country_name(code), code in (ticked or [own])) for code in codes],
            "problem": problem,
        }
        return render(self.request, "watch/check.html", context, status=status)
