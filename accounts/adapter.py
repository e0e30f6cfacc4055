"""Where allauth asks the site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.people.leaving import is_reserved


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own ways, except that who is suspended is told so first, and who is new is shown round."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.wants_tour = True
        return super().save_user(request, user, form, commit)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        if is_reserved(username):
            raise ValidationError(_("Deleted accounts are called so. Choose another name."))
        cleaned: str = super().clean_username(username, shallow)
        return cleaned

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if user.is_suspended:
            return HttpResponseRedirect("/accounts/suspension/")
        return response
