"""Conditions in words: for lists, and for the log of what changed."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.areas import Area
from wiki.entry_types import registry
from wiki.filters.conditions import CONDITIONS, Condition, Kind
from wiki.models import SubmissionKind
from wiki.policy import policy


def choices_of(kind: Kind) -> list[tuple[str, str]]:
    """Value and label of what a condition of this kind offers."""
    if kind == Kind.LEVEL:
        return [(str(level.rank), str(level.label)) for level in policy().levels()]
    if kind == Kind.TYPES:
        return [(one.name, str(one.label_plural)) for one in registry]
    if kind == Kind.AREAS:
        return [(value, str(label)) for value, label in Area.choices]
    if kind == Kind.KINDS:
        return [(value, str(label)) for value, label in SubmissionKind.choices]
    return []


def in_words(conditions: dict[str, Any]) -> list[str]:
    """Each condition in words, in the order of the form; one that is not known by its name."""
    known = [_tell(one, conditions[name]) for name, one in CONDITIONS.items() if name in conditions]
    return known + [
        _("%(name)s (not known to this version of the site)") % {"name": name}
        for name in conditions
        if name not in CONDITIONS
    ]


def told(conditions: dict[str, Any]) -> str:
    """All conditions in one line."""
    return capfirst("; ".join(in_words(conditions)))


def _tell(condition: Condition, value: Any) -> str:
    per = ""
    if condition.kind == Kind.PAIR:
        value, per = value
    elif condition.kind == Kind.LINES:
        value = "“" + "”, “".join(value) + "”"
    elif condition.kind == Kind.EXPRESSION:
        value = f"“{value}”"
    elif condition.kind == Kind.FIELDS:
        value = ", ".join(value)
    elif condition.kind != Kind.NUMBER:
        labels = dict(choices_of(condition.kind))
        chosen = value if isinstance(value, list) else [value]
        value = ", ".join(labels.get(str(one), str(one)) for one in chosen)
    return str(condition.words) % {"value": value, "per": per}
