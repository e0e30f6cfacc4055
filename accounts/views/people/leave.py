"""Deleting one's account."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.people.delete_account import delete_account, new_name
from accounts.models import User
from wiki.views.guards import for_members


class LeaveForm(forms.Form):
    """The password, or for who has none the name: nobody deletes an account that stands open."""

    proof = forms.CharField(max_length=4096)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["proof"]
        if user.has_usable_password():
            field.label = gettext_lazy("Your password")
            field.widget = forms.PasswordInput(
                attrs={"autocomplete": "current-password", "class": "form-control"}
            )
        else:
            field.label = gettext_lazy("Your name, to be sure")

    def clean_proof(self) -> str:
        """It must be right; attempts are counted as those of logging in are."""
        said: str = self.cleaned_data["proof"]
        if not self.user.has_usable_password():
            right = said.strip() == self.user.username
        else:
            right = get_adapter().reauthenticate(self.user, said)
        if not right:
            raise ValidationError(_("That is not right."))
        return said


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask for the password, delete the account."""
    user = cast(User, request.user)
    form = LeaveForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        try:
            delete_account(user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            return redirect("account_deleted")
    context = {"form": form, "person": user, "new_name": new_name(user)}
    return render(request, "account/delete.html", context, status=422 if form.errors else 200)


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """What is said when it is done."""
    return render(request, "account/deleted.html")
