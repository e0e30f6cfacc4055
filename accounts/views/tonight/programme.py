"""A programme for an evening: chosen, changed, printed, saved as a list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.make_list import make_list
from accounts.lists.words import Words
from accounts.models import FilmList, User, Visibility
from accounts.programme.address import MADE_OF, MINUTES, OWN, PAUSES, Asked, Kind, Pool
from accounts.programme.evening import Evening
from accounts.programme.pool import chosen, swapped
from films import reader_country
from films.facets import follow
from films.facets.names import Names
from films.lengths import minutes_in_words
from wiki.moments import day_in_words
from wiki.views.guards import for_members

#: Lists and services that the form offers.
_LISTS, _SERVICES = 50, 30


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The evening that an address names; without one, one that fits what it asks for."""
    asked = Asked.read(request.GET)
    if asked.swap:
        shown = swapped(asked, request.user)
        if shown == asked.show:
            messages.info(request, _("Nothing else fits in its place."))
        return redirect(asked.but(show=shown, swap="").url)
    why = ""
    if not asked.show:
        found = chosen(asked, request.user)
        asked, why = asked.but(show=found.keys, kind=found.kind), found.why
    request.address_parameters = asked.parameters  # type: ignore[attr-defined]
    again = asked.but(show=(), keep=(), seed=asked.seed % 10**6 + 1)
    context = {
        "asked": asked,
        "evening": Evening(asked),
        "again": again,
        "why": why,
        "no_list": asked.pool == Pool.LIST and not asked.list and not asked.show,
        **_choices(request, asked),
    }
    return render(request, "tonight/programme.html", context)


@require_POST
@for_members
def save_programme(request: HttpRequest) -> HttpResponse:
    """Make a private list of an evening."""
    told = QueryDict(mutable=True)
    told.setlist("show", request.POST.getlist("show"))
    keys = Asked.read(told).show
    words = {"day": day_in_words(timezone.localdate())}
    title = _("Programme of %(day)s") % words
    with transaction.atomic():
        made = make_list(request.user, Words(title, ranked=True, visibility=Visibility.PRIVATE))
        add_rows(made, keys, by=request.user)
    messages.success(request, _("Saved as a list. Nobody else sees it until you say so."))
    return redirect(made)


def _choices(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What the form offers."""
    member = isinstance(request.user, User)
    pools = [pool for pool in Pool if member or pool not in (*OWN, Pool.LIST)]
    lists: list[Any] = []
    if isinstance(request.user, User):
        own = FilmList.objects.filter(owner=request.user).order_by("-changed_at")
        lists = list(own.values_list("pk", "title")[:_LISTS])
    if asked.list and asked.list not in dict(lists):
        lists += FilmList.objects.listed().filter(pk=asked.list).values_list("pk", "title")
    ranked = _services()
    remembered = reader_country.remembered(request)
    first = {code for code in (asked.country, remembered) if code}
    return {
        "kinds": [(kind.value, kind.label, MADE_OF[kind]) for kind in Kind],
        "pools": [(p.value, p.label) for p in pools if p != Pool.LIST],
        "lists": lists,
        "minutes": [(each, minutes_in_words(each)) for each in sorted({*MINUTES, asked.minutes})],
        "pauses": [(each, minutes_in_words(each) if each else _("none")) for each in PAUSES],
        "services": ranked,
        "countries": reader_country.choices(first),
    }


def _services() -> list[tuple[int, str]]:
    """The services that have most films, by name. One query."""
    found = follow.current().offered((frozenset(), frozenset(), frozenset()), 0)
    most = sorted(found, key=lambda pk: (-len(found[pk]), str(pk)))[:_SERVICES]
    names = Names(("service", pk) for pk in most)
    named = [(int(str(pk)), names.text("service", pk)) for pk in most if names.label("service", pk)]
    return sorted(named, key=lambda pair: pair[1].casefold())
