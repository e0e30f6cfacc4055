"""Fields of documents that point at other rows: entries, or parts of the same page."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki.changesets import Value
from wiki.fields import Field
from wiki.models.entry import Entry

#: The key of a row: its shape, and its id or its name within a change set.
KEY = re.compile(r"^([a-z]+):(\d{1,18}|new[0-9a-z_]{1,40})\Z", re.ASCII)


class Reference(Field):
    """Another row: an entry of the wiki, or a part of the same page (``local``)."""

    widget = "reference"
    refers = True
    empty = None

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.required = not column.null
        self.target = column.related_model._meta.model_name
        self.local = not issubclass(column.related_model, Entry)

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=self.required, help_text=self.help)

    def clean(self, value: Any) -> Value:
        if value in (None, ""):
            if self.required:
                raise ValidationError(_("This field is required."), code="required")
            return None
        return _checked_key(value, self.target)

    def from_json(self, value: Any) -> Value:
        return None if value is None else f"{self.target}:{value}"

    def to_column(self, value: Value) -> tuple[str, Any]:
        return self.column.attname, int(value.split(":")[1]) if value else None


class References(Field):
    """A set of other rows, stored as rows of a through table."""

    widget = "references"
    refers = True
    empty: Value = []

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.required = False
        self.target = column.related_model._meta.model_name
        self.local = not issubclass(column.related_model, Entry)
        self.through: Any = column.remote_field.through
        self.owner_attname: str = self.through._meta.get_field(column.m2m_field_name()).attname
        self.target_attname: str = self.through._meta.get_field(
            column.m2m_reverse_field_name()
        ).attname

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=False, help_text=self.help)

    def clean(self, value: Any) -> Value:
        if value in ("", None):
            return []
        if not isinstance(value, list):
            raise ValidationError(_("This is not a list of references."), code="reference")
        return sorted({_checked_key(item, self.target) for item in value})

    def default(self) -> Value:
        return []


def _checked_key(value: Any, target: str) -> str:
    match = KEY.match(value) if isinstance(value, str) else None
    if not match or match.group(1) != target:
        raise ValidationError(_("This is not a reference that the wiki knows."), code="reference")
    return value
