"""The form of what a user says of a film, and of its segments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.actions.watch import MOST_TIMES, Said
from accounts.diary.told import check_day, check_film_was_there
from accounts.models import User, Viewing, WatchStatus
from accounts.scales import nearest, steps
from films.models import Film
from wiki.partial_dates import first_day, last_day, validate_partial_date

_STATUSES = [("", _("Not on my list")), *((s, capfirst(s.label)) for s in WatchStatus)]
_OF_WATCHING = frozenset({"status", "times", "started", "finished"})
_DATE_HINT = _("1995, 1995-12 or 1995-12-23")


def scores(user: User, present: int | None = None) -> list[tuple[int | str, str]]:
    """The ratings that ``user`` can give, the best first, and no rating.

    A score that was given in another scale stands for the nearest one of this.
    """
    listed = steps(user.scale)
    kept = nearest(present, user.scale).score if present else None
    return [
        ("", str(_("No rating"))),
        *(
            (present if present is not None and step.score == kept else step.score, _shown(step))
            for step in listed
        ),
    ]


def _shown(step: Any) -> str:
    return step.shown if step.shown[0].isdigit() else f"{step.shown} {step.said}"


class SegmentForm(forms.Form):
    """Where somebody stands with one segment."""

    status = forms.ChoiceField(label=_("Status"), choices=_STATUSES, required=False)
    score = forms.TypedChoiceField(label=_("Rating"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, user: User, viewing: Viewing | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("status", "score"):
            self.fields[name].initial = getattr(viewing, name) if viewing else None
        self.fields["score"].choices = scores(user, viewing.score if viewing else None)  # type: ignore[attr-defined]

    @property
    def said(self) -> Said:
        """What was said, of a valid form."""
        return Said(status=self.cleaned_data["status"], score=self.cleaned_data["score"])


class ViewingForm(SegmentForm):
    """Everything that can be said of a film."""

    times = forms.IntegerField(
        label=_("Times watched"), min_value=0, max_value=MOST_TIMES, required=False
    )
    started = forms.CharField(label=_("Begun"), max_length=10, required=False, help_text=_DATE_HINT)
    finished = forms.CharField(
        label=_("Watched on"), max_length=10, required=False, help_text=_DATE_HINT
    )
    notes = forms.CharField(
        label=_("Notes"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    private = forms.BooleanField(
        label=_("Only for me"),
        required=False,
        help_text=_("Nobody else sees it, and the rating does not count."),
    )

    def __init__(
        self, *args: Any, user: User, film: Film, viewing: Viewing | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, user=user, viewing=viewing, **kwargs)
        self.film = film
        for name in ("times", "started", "finished", "notes", "private"):
            self.fields[name].initial = getattr(viewing, name) if viewing else None
        for name in ("started", "finished"):
            self.fields[name].validators.append(validate_partial_date)
            self.fields[name].widget.attrs.update(inputmode="numeric", autocomplete="off")

    def clean(self) -> dict[str, Any]:
        """What was changed can have been, and what ends begins first."""
        data = super().clean() or {}
        for name in ("started", "finished"):
            if data.get(name) and name in self.changed_data:
                self._check_day(name, data[name])
        started, finished = data.get("started"), data.get("finished")
        if started and finished and last_day(finished) < first_day(started):
            self.add_error("finished", _("It cannot end before it begins."))
        self._check_status(data)
        return data

    def _check_day(self, name: str, day: str) -> None:
        try:
            check_day(day)
            check_film_was_there(day, self.film)
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _check_status(self, data: dict[str, Any]) -> None:
        """Status and times agree, if either was changed; an import may have left them apart."""
        status, times = data.get("status"), data.get("times")
        if status == WatchStatus.WATCHED and times == 0 and "times" in self.changed_data:
            self.add_error("times", _("Who has watched it has seen it at least once."))
        said = times or data.get("started") or data.get("finished")
        if status == "" and said and _OF_WATCHING & set(self.changed_data):
            self.add_error(
                "status", _("Choose where you stand with it, or empty the times and the days.")
            )

    @property
    def said(self) -> Said:
        """What was said, of a valid form."""
        data = self.cleaned_data
        return Said(**{**data, "times": data["times"] or 0})


def segment_forms(
    user: User, segments: Iterable[int], viewings: dict[int | None, Viewing], data: Any = None
) -> dict[int, SegmentForm]:
    """A form for each segment, by its id."""
    return {
        pk: SegmentForm(data, user=user, viewing=viewings.get(pk), prefix=f"segment-{pk}")
        for pk in segments
    }
