"""What a dispute can be about: the fields and the parts of its page, as declared."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils.text import capfirst

from wiki.entry_types import EntryType, Part, registry
from wiki.fields import Choice
from wiki.models.dispute import Dispute


class About(Choice):
    """The name of a field of the page (``runtime``) or of one of its parts (``release``)."""

    @cached_property
    def _choices(self) -> list[tuple[str, Any]]:
        part = registry.shapes[self.column.model._meta.model_name]
        if not isinstance(part, Part):
            raise TypeError(f"{part.name} is no part of a page")
        return subjects(part.entry_type)

    def form_field(self) -> forms.Field:
        """A choice of the declared names: anything else is refused."""
        return forms.ChoiceField(
            label=self.label, required=self.required, choices=[("", "—"), *self.choices]
        )


def subjects(entry_type: EntryType) -> list[tuple[str, Any]]:
    """What pages of a type can be disputed about, in the order of their sections: name and label."""
    found: list[tuple[str, Any]] = []
    for section in entry_type.sections:
        found += [(name, capfirst(entry_type.fields[name].label)) for name in section.fields]
        for part in (entry_type.part(name) for name in section.parts):
            if not issubclass(part.model, Dispute):
                found.append((part.name, capfirst(part.label_plural)))
    return found
