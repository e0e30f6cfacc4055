"""The form of one time that something was watched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.diary.choices import cuts_of, dubs_of
from accounts.diary.told import LONGEST_PLACE, LONGEST_TEXT, Told, check_day, check_film_was_there
from accounts.models import DiaryEntry, User
from accounts.viewing_forms import scores
from films.models import Film
from wiki.policy import policy


class DiaryForm(forms.Form):
    """When, where and in which version something was watched, and what is said of it.

    Posts without a field (the short form of film pages) say nothing of it.
    """

    watched_on = forms.CharField(
        label=_("Watched on"),
        max_length=10,
        help_text=_("The year is enough: 1995, 1995-12 or 1995-12-23"),
        validators=[check_day],
        error_messages={"required": _("Write when it was: the year is enough.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    score = forms.TypedChoiceField(
        label=_("Rating then"), coerce=int, empty_value=None, required=False
    )
    rewatch = forms.BooleanField(label=_("Seen before"), required=False)
    cut = forms.TypedChoiceField(label=_("Cut"), coerce=int, empty_value=None, required=False)
    dub = forms.TypedChoiceField(label=_("Voices"), coerce=int, empty_value=None, required=False)
    place = forms.CharField(
        label=_("Where"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("A cinema, a service, at home: as you would say it."),
        widget=forms.TextInput(attrs={"list": "diary-places", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("For readers of your diary. Markdown; >! hides what gives things away !<"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )
    remark = forms.CharField(
        label=_("Private remark"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Nobody else reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    private = forms.BooleanField(
        label=_("Only for me"),
        required=False,
        help_text=_("Nobody else sees that you watched it then."),
    )

    def __init__(
        self, *args: Any, user: User, film: Film, row: DiaryEntry | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "diary-%s", **kwargs})
        self.user, self.film = user, film
        self.kept_day = row.watched_on if row else ""
        fields: dict[str, Any] = dict(self.fields)
        fields["score"].choices = scores(user, row.score if row else None)
        for name, choices in (("cut", cuts_of(film)), ("dub", dubs_of(film))):
            kept = getattr(row, f"{name}_id") if row else None
            if kept and kept not in dict(choices):  # an edit has removed it
                choices.append((kept, str(_("No longer in the catalogue"))))
            fields[name].choices = [("", _("Not said")), *choices]
            if not choices:
                del self.fields[name]
        if row is None:
            self.initial = {"watched_on": localdate().isoformat(), **self.initial}
        else:
            names = ("watched_on", "score", "rewatch", "note", "remark", "private")
            self.initial = {name: getattr(row, name) for name in names}
            self.initial |= {"cut": row.cut_id, "dub": row.dub_id}
            self.initial["place"] = row.service.title if row.service else row.place

    def clean_watched_on(self) -> str:
        """Not before the film, unless the row says so already: an import may have."""
        day: str = self.cleaned_data["watched_on"]
        if day != self.kept_day:
            check_film_was_there(day, self.film)
        return day

    def clean_place(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["place"].split())

    def clean_private(self) -> bool:
        """The suspended write nothing that others see."""
        private: bool = self.cleaned_data["private"]
        if self.user.is_suspended and not private:
            raise forms.ValidationError(policy().refusal(self.user) or _("Keep it for yourself."))
        return private

    @property
    def told(self) -> Told:
        """What was told, of a valid form."""
        return Told(**self.cleaned_data)


class LogForm(DiaryForm):
    """The same for something new, of which segments can be ticked. None, or all: the film as a whole."""

    segments = forms.TypedMultipleChoiceField(
        label=_("What you watched"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick segments if you did not watch the whole film; each gets its own row."),
    )

    field_order = ("watched_on", "segments")

    def __init__(
        self,
        *args: Any,
        parts: list[Any],
        asked: Iterable[int] = (),
        seen: bool = False,
        **kwargs: Any,
    ) -> None:
        """``asked`` are the ids of the ``parts`` that are ticked at first."""
        super().__init__(*args, initial={"rewatch": seen, "segments": list(asked)}, **kwargs)
        self.parts = parts
        field: Any = self.fields["segments"]
        field.choices = [(part.pk, f"{part.number}. {part.name or ''}") for part in parts]
        if not parts:
            del self.fields["segments"]

    @property
    def told(self) -> Told:
        """What was told, of a valid form."""
        return Told(**{k: v for k, v in self.cleaned_data.items() if k != "segments"})

    @property
    def ticked(self) -> list[Any]:
        """The segments that were ticked; none if all were."""
        numbers = set(self.cleaned_data.get("segments") or ())
        chosen = [part for part in self.parts if part.pk in numbers]
        return chosen if len(chosen) < len(self.parts) else []
