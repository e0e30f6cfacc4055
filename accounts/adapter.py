"""Where allauth asks the site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own ways, except that who is suspended is told so first, and who is new is shown round."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.wants_tour = True
        return super().save_user(request, user, form, commit)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if user.is_suspended:
            return HttpResponseRedirect("/accounts/suspension/")
        return response
