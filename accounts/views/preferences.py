"""What a reader prefers: the languages of the site and of titles, a country, the paper, and mails."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from accounts.forms import PreferencesForm
from accounts.models import User
from accounts.models.user import Theme
from films import reader_country
from films.film_filters import BadFilter
from wiki.keyset import AFTER, BEFORE
from wiki.title_language import COOKIE, COOKIE_AGE, TitleLanguage
from wiki.vocabularies import country_codes
from wiki.way_back import way_back


@csrf_exempt  # so that pages for strangers are the same for all
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read the site in another language: a cookie, and for users also the language of their mails.

    Without a token: forms on other sites come without the session's cookie (``SameSite``), and can
    change no user.
    """
    answer = set_language(request)
    cookie = answer.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    user = request.user
    if cookie is not None and isinstance(user, User) and cookie.value in dict(settings.LANGUAGES):
        User.objects.filter(pk=user.pk).update(language=cookie.value)
    return answer


@csrf_exempt  # as above
@require_POST
def choose_titles(request: HttpRequest) -> HttpResponse:
    """Have pages titled by another of their names: users' preference, or a cookie for strangers."""
    answer = HttpResponseRedirect(way_back(request))
    chosen, user = request.POST.get("titles", ""), request.user
    if chosen not in TitleLanguage.values:
        return answer
    if isinstance(user, User):
        User.objects.filter(pk=user.pk).update(title_language=chosen)
        return answer
    _remember(answer, COOKIE, chosen, COOKIE_AGE)
    return answer


@csrf_exempt  # as above
@require_POST
def choose_country(request: HttpRequest) -> HttpResponse:
    """Have the places to watch of a country first; an address that says one follows. "" forgets it."""
    chosen, user = request.POST.get("country", ""), request.user
    if chosen and chosen not in country_codes():
        raise BadFilter
    answer = HttpResponseRedirect(_for_country(way_back(request), chosen))
    if isinstance(user, User):
        User.objects.filter(pk=user.pk).update(watch_country=chosen)
    if chosen and not isinstance(user, User):
        _remember(answer, reader_country.COOKIE, chosen, reader_country.COOKIE_AGE)
    else:
        answer.delete_cookie(reader_country.COOKIE, samesite="Lax")
    return answer


def _for_country(url: str, chosen: str) -> str:
    """``url`` with ``chosen`` for the country that it says, and from the start of its list."""
    parts = urlsplit(url)
    asked = QueryDict(parts.query, mutable=True)
    if reader_country.PARAMETER not in asked:
        return url
    asked[reader_country.PARAMETER] = chosen
    for gone in (AFTER, BEFORE, *(() if chosen else (reader_country.PARAMETER,))):
        asked.pop(gone, None)
    return urlunsplit(parts._replace(query=asked.urlencode()))


@csrf_exempt  # as above
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark paper for a member; "" leaves it to the system. Strangers keep it themselves."""
    chosen, user = request.POST.get("theme", ""), request.user
    if isinstance(user, User) and chosen in ("", *Theme.values):
        User.objects.filter(pk=user.pk).update(theme=chosen)
    return HttpResponse(status=204)


def _remember(answer: HttpResponse, name: str, value: str, age: int) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=age,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """The form of what a user prefers."""
    user = cast(User, request.user)
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        user.save(update_fields=PreferencesForm.Meta.fields)
        messages.success(request, _("Saved."))
        return redirect("account_preferences")
    status = 422 if form.errors else 200
    return render(request, "account/preferences.html", {"form": form}, status=status)
