"""allauth's forms in Genga's words."""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.LoginForm):
    """Name or address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name or e-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay logged in on this device")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(forms.SignupForm):
    """Name, address, password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name")
        self.fields["username"].help_text = _(
            "Letters, digits, “_”, “.” and “-”. Everybody sees it."
        )
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("Nobody sees it. We send a code there.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddEmailForm(forms.AddEmailForm):
    """The address that is to replace the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = _(
            "We send a code there; until it is entered nothing changes."
        )
        self.fields["email"].widget.attrs.pop("placeholder", None)
