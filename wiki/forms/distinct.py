"""What somebody sends who says that two pages are not the same."""

from __future__ import annotations

from typing import Any

from django import forms

from wiki.entry_types import registry
from wiki.quality.declarations import quality_of

#: The largest number that every database can look up.
_LARGEST = 2**63 - 1


def _types() -> list[tuple[str, Any]]:
    return [(each.name, each.label) for each in registry if quality_of(each).judge is not None]


class DistinctForm(forms.Form):
    """Two entries of one type, and how they differ."""

    type = forms.ChoiceField(choices=_types)
    first = forms.IntegerField(min_value=1, max_value=_LARGEST)
    second = forms.IntegerField(min_value=1, max_value=_LARGEST)
    reason = forms.CharField(max_length=300, required=False)
