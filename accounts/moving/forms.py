"""The forms of bringing a list: the file, and how it is to be put together with what is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import MergeRule, WatchStatus
from accounts.moving import formats
from accounts.moving.files import Source, opened, too_large
from accounts.moving.rows import text

_REST = [("", _("Leave them out")), *((s, capfirst(s.label)) for s in WatchStatus)]


class FileForm(forms.Form):
    """The file. Valid ones are opened and known to hold a list."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.gz,.json,.csv,.txt,.zip"}),
    )

    def clean_file(self) -> Source:
        """What is in the file. Raises ``ValidationError`` for what is no list, or too much of one."""
        sent = self.cleaned_data["file"]
        if sent.size > settings.GENGA_IMPORT_MB << 20:
            raise too_large()
        source = opened(text(sent.name, 120) or "list", sent.read())
        self.format, self.found = formats.read(source)
        return source


class RuleForm(forms.Form):
    """What counts where the file and the watch list differ."""

    rule = forms.ChoiceField(
        label=_("Where your list says something else"),
        choices=MergeRule.choices,
        widget=forms.RadioSelect,
        help_text=_("Where the file has no date, what you have here counts as the later."),
    )
    status_for_rest = forms.ChoiceField(
        label=_("Films of which the file tells no status"), choices=_REST, required=False
    )

    def __init__(self, *args: Any, rest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rest:
            del self.fields["status_for_rest"]
