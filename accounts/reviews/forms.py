"""The forms of reviews and recommendations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Review, User, Viewing
from accounts.models.review import LONGEST_REASON, LONGEST_REVIEW
from accounts.reviews.words import LONGEST_TITLE, Words
from accounts.viewing_forms import scores
from wiki.vocabularies import language_choices, language_name

_EMPTY = {"required": _("Write something.")}


def languages(present: str = "") -> list[tuple[str, str]]:
    """The languages to choose from; ``present`` is among them, whatever it is."""
    listed = language_choices()
    if present and present not in dict(listed):
        listed.append((present, language_name(present)))
    return listed


def language_of_reader() -> str:
    """The language in which somebody most likely writes: that of the pages."""
    return (get_language() or "en").partition("-")[0]


class ReviewForm(forms.Form):
    """A review."""

    title = forms.CharField(
        label=pgettext_lazy("of a review", "Headline"), max_length=LONGEST_TITLE, required=False
    )
    text = forms.CharField(
        label=pgettext_lazy("a text", "Review"),
        max_length=LONGEST_REVIEW,
        error_messages=_EMPTY,
        help_text=_("Markdown. What stands between >! and !< is hidden until it is opened."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "form-control"}),
    )
    score = forms.TypedChoiceField(
        label=_("Your rating"), coerce=int, empty_value=None, required=False
    )
    language = forms.ChoiceField(label=_("Written in"))
    spoilers = forms.BooleanField(
        label=_("It gives the story away"),
        required=False,
        help_text=_("Who has not seen the film opens it only if they want to."),
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        review: Review | None = None,
        viewing: Viewing | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rated = viewing.score if viewing and not viewing.private else None
        score = review.score if review else rated
        if review is not None:
            for name in ("title", "text", "spoilers"):
                self.fields[name].initial = getattr(review, name)
        language = review.language if review else language_of_reader()
        self.fields["language"].initial = language
        self.fields["language"].choices = languages(language)  # type: ignore[attr-defined]
        self.fields["score"].initial = score
        self.fields["score"].choices = scores(user, score)  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """The headline on one line."""
        return " ".join(self.cleaned_data["title"].split())

    @property
    def words(self) -> Words:
        """What was written, of a valid form."""
        return Words(**self.cleaned_data)


class RecommendationForm(forms.Form):
    """Which film goes with another, and why. ``key`` is what was found while typing."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    film = forms.CharField(label=_("Film"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Because …"),
        max_length=LONGEST_REASON,
        error_messages=_EMPTY,
        help_text=_("Markdown, without giving either story away."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
    )
    language = forms.ChoiceField(label=_("Written in"))

    def __init__(self, *args: Any, present: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = present or language_of_reader()
        self.fields["language"].initial = language
        self.fields["language"].choices = languages(language)  # type: ignore[attr-defined]
