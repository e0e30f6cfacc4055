"""allauth's forms in Genga's words, and the form of what a user prefers."""

from typing import Any

from allauth.account import forms
from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Spoilers, User
from accounts.models.user import Theme
from accounts.scales import Scale
from accounts.time_zones import zones_by_area
from wiki.title_language import TitleLanguage
from wiki.vocabularies import country_choices


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

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Mails are written in the language in which the user has signed up."""
        super().custom_signup(request, user)
        user.language = get_language() or ""
        user.save(update_fields=["language"])


class AddEmailForm(forms.AddEmailForm):
    """The address that is to replace the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = _(
            "We send a code there; until it is entered nothing changes."
        )
        self.fields["email"].widget.attrs.pop("placeholder", None)


class PreferencesForm(django_forms.ModelForm):
    """How pages are titled, where the user watches, the language of mails."""

    class Meta:
        model = User
        fields = (
            *("title_language", "watch_country", "scale"),
            *("time_zone", "theme", "shows_adult", "spoilers", "language"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"en": "English", "ja": "日本語"}
        languages = [(code, names.get(code, label)) for code, label in settings.LANGUAGES]
        self.fields["language"] = django_forms.ChoiceField(
            label=_("Language of mails"),
            choices=[("", _("As the edit that a mail is about")), *languages],
            required=False,
        )
        self.fields["title_language"] = django_forms.ChoiceField(
            label=_("Titles and names"),
            choices=TitleLanguage.choices,
            required=False,
            help_text=_(
                "Which name stands first, where a page has it. “As released” is the native one"
                " where it is in the language that you read the site in, else the English one."
            ),
        )
        self.fields["watch_country"] = django_forms.ChoiceField(
            label=_("Country where you watch"),
            choices=[("", _("None in particular")), *country_choices()],
            required=False,
            help_text=_("Its places to watch and its releases come first."),
        )
        self.fields["scale"] = django_forms.ChoiceField(
            label=_("How you rate films"),
            choices=Scale.choices,
            required=False,
            help_text=_("Ratings by all are shown in this scale, too."),
        )
        self.fields["time_zone"] = django_forms.ChoiceField(
            label=_("Time zone"),
            choices=[("", _("The site’s (%(zone)s)") % {"zone": settings.TIME_ZONE})]
            + [(area, list(zones)) for area, zones in zones_by_area()],
            required=False,
            help_text=_("Days of the diary begin and end in it, too."),
        )
        self.fields["theme"] = django_forms.ChoiceField(
            label=_("Paper"),
            choices=[("", _("As your system has it")), *Theme.choices],
            required=False,
        )
        self.fields["shows_adult"].label = _("Show films for adults like all others")
        self.fields["shows_adult"].help_text = _(
            "Otherwise drawn posters stand for theirs, and nothing suggests them to you."
        )
        self.fields["spoilers"] = django_forms.ChoiceField(
            label=_("Spoilers"),
            choices=Spoilers.choices,
            required=False,
            help_text=_(
                "Passages that give things away. What counts is your watch list, by segment."
            ),
        )
        if not self.initial.get("title_language"):
            self.initial["title_language"] = TitleLanguage.RELEASED

    def clean_title_language(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        return self.cleaned_data["title_language"] or self.instance.title_language

    def clean_scale(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        return self.cleaned_data["scale"] or self.instance.scale

    def clean_spoilers(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        return self.cleaned_data["spoilers"] or self.instance.spoilers

    def clean_time_zone(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        return self._asked("time_zone")

    def clean_theme(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        return self._asked("theme")

    def clean_shows_adult(self) -> bool:
        """What was chosen; a form that does not ask for the zone does not ask for this."""
        asked = "time_zone" in self.data
        return self.cleaned_data["shows_adult"] if asked else self.instance.shows_adult

    def _asked(self, name: str) -> str:
        chosen: str = self.cleaned_data[name] if name in self.data else getattr(self.instance, name)
        return chosen

    def clean_watch_country(self) -> str:
        """What was chosen; a form that does not ask changes nothing."""
        asked = "watch_country" in self.data
        return self.cleaned_data["watch_country"] if asked else self.instance.watch_country
