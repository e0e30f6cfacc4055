"""One decision about many submissions: which, approve or reject, and why."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

#: The most submissions that are decided at once.
MOST = 100
APPROVE, REJECT = "approve", "reject"
_CHOICE = re.compile(r"(\d{1,18}):(\d{1,9})\Z", re.ASCII)


class BulkForm(forms.Form):
    """What was selected in the queue (``submission=31:2``, the second version of 31) and what for."""

    act = forms.ChoiceField(choices=[(APPROVE, ""), (REJECT, "")])
    note = forms.CharField(label=_("Note to the authors"), max_length=2000, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        #: The boxes that were ticked, as the page named them.
        self.ticked = data.getlist("submission") if data else []

    @property
    def selection(self) -> list[tuple[int, int]]:
        """The numbers and versions that were selected, each once, in the order of the page."""
        found = [_CHOICE.match(each) for each in dict.fromkeys(self.ticked)]
        return [(int(each[1]), int(each[2])) for each in found if each]

    def clean(self) -> dict[str, Any]:
        """Something is selected, not too much of it, and a rejection has a reason."""
        cleaned = super().clean() or {}
        if not self.selection:
            raise forms.ValidationError(_("Select the submissions to decide first."))
        if len(self.selection) > MOST:
            message = _("Select at most %(most)s submissions at once.")
            raise forms.ValidationError(message, params={"most": MOST})
        if cleaned.get("act") == REJECT and not cleaned.get("note", "").strip():
            self.add_error("note", _("Tell the authors why."))
        return cleaned
