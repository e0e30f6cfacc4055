"""A user's own line of a film, and their list."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.watch import Said, forget, judge, watch
from accounts.card_marks import card_mark
from accounts.diary.choices import parts_of
from accounts.film_pieces import bar_html
from accounts.models import User
from accounts.own_viewings import said_of
from accounts.viewing_forms import ViewingForm, segment_forms
from accounts.views.people.guards import with_person
from accounts.watch_list import read
from films.cards import card, columns
from films.models import Film, Segment
from wiki.entry_types import registry
from wiki.exceptions import WikiError
from wiki.title_language import of_row
from wiki.views.guards import find_entry, for_members, only_posted, survivor
from wiki.views.in_place import FRAGMENT, wants_fragment
from wiki.way_back import way_back

_NUMBER_LENGTH, _ID_LENGTH = 3, 19


class BadMark(WikiError):
    """What was sent is no status and no rating."""


def _film(request: HttpRequest, ref: str) -> Film:
    """The film that an address names, or the one that it was merged into; else ``Http404``."""
    return cast(Film, survivor(find_entry(request, registry["film"], ref)))


@only_posted
@for_members
def mark(request: HttpRequest, ref: str) -> HttpResponse:
    """Set one thing of the reader's line: ``status``, or ``score``; empty takes it back.

    Who rates has watched. With ``segment``, an id, it is said of that segment of the film. A script
    that asks for the line alone gets it; others return to ``next``, or to the film.
    """
    film, user = _film(request, ref), cast(User, request.user)
    segment = _segment(film, request.POST.get("segment", ""))
    said: dict[str, Any] = {}
    try:
        if "status" in request.POST:
            said["status"] = request.POST["status"]
        elif "score" in request.POST:
            said["score"] = _score(request.POST["score"])
        verb = judge if said.get("score") else watch
        verb(user, film, Said(**said), segment=segment)
    except ValidationError as error:
        raise BadMark(" ".join(error.messages)) from None
    if wants_fragment(request):
        return HttpResponse(_fragment(request, film, segment))
    return redirect(way_back(request, film.get_absolute_url()))


def _segment(film: Film, asked: str) -> Segment | None:
    """The segment of ``film`` with that id; ``None`` for the whole film. Raises ``Http404``."""
    if not asked:
        return None
    known = asked.isascii() and asked.isdigit() and len(asked) < _ID_LENGTH
    found = Segment.objects.filter(film=film, pk=asked).first() if known else None
    if found is None:
        raise Http404
    return found


def _fragment(request: HttpRequest, film: Film, segment: Segment | None) -> SafeString:
    """What the script asks for: the mark on the film's card, or the line on the page."""
    if request.headers[FRAGMENT] == "card":
        row = Film.objects.filter(pk=film.pk).values(*columns()).get()
        return card_mark(request, card(row), back=way_back(request, film.get_absolute_url()))
    parts = parts_of(film) if segment is None else []
    return bar_html(request, film, said_of(request.user, film.pk), parts, part=segment)


def _score(text: str) -> int | None:
    """The score of a form; ``None`` for none. Raises ``ValidationError``."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _NUMBER_LENGTH):
        raise ValidationError({"score": _("A rating is between 1 and 100.")})
    return int(text)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def viewing(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of all that a member says of a film and its segments."""
    film, user = _film(request, ref), cast(User, request.user)
    if request.method == "POST" and request.POST.get("act") == "forget":
        forget(user, film)
        messages.success(request, _("Taken off your list."))
        return redirect(film)
    viewings, segments = said_of(user, film.pk), parts_of(film)
    data = request.POST if request.method == "POST" else None
    form = ViewingForm(data, user=user, film=film, viewing=viewings.get(None))
    parts = segment_forms(user, [segment.pk for segment in segments], viewings, data)
    if data is not None and all(each.is_valid() for each in (form, *parts.values())):
        _keep(user, film, form.said, {each: parts[each.pk].said for each in segments})
        messages.success(request, _("Saved."))
        return redirect(film)
    context = {
        "film": film,
        "names": of_row(vars(film), hint=film.original_language),
        "form": form,
        "parts": [(segment, parts[segment.pk]) for segment in segments],
        "known": viewings.get(None),
    }
    return render(request, "viewings/edit.html", context, status=422 if data else 200)


def _keep(user: User, film: Film, said: Said, of_segments: dict[Any, Said]) -> None:
    with transaction.atomic():
        watch(user, film, said)
        for segment, part in of_segments.items():
            watch(user, film, part, segment=segment)


@require_safe
@with_person
def watch_list(request: HttpRequest, person: User) -> HttpResponse:
    """What somebody watches: by status, in some order. Private lists are for their owners alone."""
    return render(request, "viewings/list.html", {"list": read(request, person), "person": person})


@for_members
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The reader's own list."""
    return redirect("watch_list", username=request.user.get_username())
