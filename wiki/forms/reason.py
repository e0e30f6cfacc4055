"""The form below every edit: why, and on what source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wiki.forms.source_rows import SourceRows
from wiki.sources import Source


class ReasonForm(forms.Form):
    """Summary and sources of a submission; ``cleaned_data["sources"]`` is a list of ``Source``."""

    summary = forms.CharField(
        label=_("Summary"),
        max_length=300,
        required=False,
        help_text=_(
            "What you change and why, in a line. Moderators and readers of the history see it."
        ),
    )

    def __init__(
        self, data: QueryDict | None = None, *, sources: Sequence[Source] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.sources = SourceRows(data, sources)

    def is_valid(self) -> bool:
        """Both the words and every source."""
        words, sources = super().is_valid(), self.sources.is_valid()
        if words and sources:
            self.cleaned_data["sources"] = self.sources.sources
        return words and sources

    @property
    def helper(self) -> FormHelper:
        """Fields only: they stand inside the edit form."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
