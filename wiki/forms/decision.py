"""What a moderator decides about a submission, and how conflicts are settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.changesets import Conflict
from wiki.conflict_diffs import token

CHOICES = ("now", "proposed", "both")
#: What moderators ask for most, in full sentences.
REQUESTS = (
    _("Please give a source for this."),
    _("Please say where in the film or in its credits this can be seen."),
    _("Please write this in your own words: it reads like a copy from elsewhere."),
    _("Please give names in their own script as well, with a reading."),
    _("Please look again: a page about this exists already."),
    _("Please send the parts one by one; some of them can be approved."),
)


class DecisionForm(forms.Form):
    """Approval: which version of the submission was looked at, and a word to its author.

    The version is the one that the page showed, so that nobody decides on what they have not seen.
    """

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request = forms.TypedChoiceField(
        label=_("Usual requests"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Usual requests…")), *enumerate(REQUESTS)],
        widget=forms.Select(attrs={"class": "form-select decision__request"}),
    )


class RejectionForm(DecisionForm):
    """Rejection: the note is the reason, and must say something."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = _("Tell the author why.")


class AskForm(DecisionForm):
    """Asking for changes: a usual request, the moderator's own words, or both."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("request")
        words = [str(REQUESTS[chosen]) if chosen is not None else "", cleaned.get("note", "")]
        cleaned["text"] = "\n\n".join(filter(None, words))
        if not cleaned["text"] and "note" not in self.errors:
            self.add_error("note", _("Say what its author should change."))
        return cleaned


def choices_by_token(data: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for each conflict, by the conflict's token.

    A page numbers its conflicts: ``resolve-<n>`` holds the choice (``now``, ``proposed``, or
    ``both`` where both sides added to a text) and ``conflict-<n>`` the token of the conflict that it
    was made for.
    """
    chosen: dict[str, str] = {}
    for name, value in data.items():
        if name.startswith("conflict-"):
            choice = data.get(f"resolve-{name.removeprefix('conflict-')}", "")
            if choice in CHOICES:
                chosen[value] = choice
    return chosen


def choices_for(
    conflicts: Iterable[Conflict], data: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """What was chosen, as ``resolutions`` for the engine.

    A choice counts only while its conflict is the same: the same field of the same row, with the
    same present and proposed values. Otherwise it has to be made again.
    """
    chosen = choices_by_token(data)
    return {
        (conflict.key, conflict.field): chosen[token(conflict)]
        for conflict in conflicts
        if token(conflict) in chosen
    }
