"""What a user prefers: the language, and whether mails come."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from accounts.forms import PreferencesForm
from accounts.models import User


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
