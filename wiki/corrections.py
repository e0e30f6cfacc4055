"""Correcting a change set: a moderator puts another value in the place of a proposed one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki import changesets
from wiki.changesets import LAST_WINS, Change, ChangeSet
from wiki.entry_types import EntryType, Shape, registry
from wiki.exceptions import InvalidChange
from wiki.fields import Boolean
from wiki.left_out import Place
from wiki.picture_fields import PictureValue
from wiki.vocabulary_fields import Countries


def is_correctable(shape: Shape, name: str) -> bool:
    """Whether a field holds something that is typed: words, a number, a date, one of a list.

    Another page, picture or a further mark is no correction of what was proposed but another proposal.
    """
    spec = shape.fields.get(name)
    if spec is None or spec.refers or isinstance(spec, Boolean | Countries | PictureValue):
        return False
    return name not in (*EntryType.SYSTEM_FIELDS, *LAST_WINS)


def correct(changes: ChangeSet, corrections: Mapping[Place, Any]) -> ChangeSet:
    """``changes`` with the values of ``corrections`` in the place of those proposed.

    Values are given as typed and cleaned by the field that they are for; one that is the proposed
    one corrects nothing. Raises ``InvalidChange`` with the errors by row and field.
    """
    errors: dict[str, dict[str, list[str]]] = {}
    by_key = {change["key"]: change for change in changes}
    values: dict[str, dict[str, Any]] = {}
    for (key, name), typed in corrections.items():
        try:
            values.setdefault(key, {})[name] = _cleaned(by_key.get(key), name, typed)
        except ValidationError as error:
            errors.setdefault(key, {})[name] = list(error.messages)
    if errors:
        raise InvalidChange(errors)
    return [_with_values(change, values.get(change["key"], {})) for change in changes]


def _cleaned(change: Change | None, name: str, typed: Any) -> Any:
    if change is None or change["op"] == "-" or name not in change["fields"]:
        raise ValidationError(_("This is no value that can be corrected."))
    shape = registry.shapes.get(change["key"].partition(":")[0])
    if shape is None or not is_correctable(shape, name):
        raise ValidationError(_("This is no value that can be corrected."))
    value = shape.fields[name].clean(typed)
    if change["op"] == "~" and changesets.same(value, change["fields"][name][0]):
        raise ValidationError(_("The page says this already. Leave the change out instead."))
    return value


def _with_values(change: Change, values: Mapping[str, Any]) -> Change:
    fields = {name: [base, values.get(name, new)] for name, (base, new) in change["fields"].items()}
    if change["op"] == "+":
        fields = {n: pair for n, pair in fields.items() if not changesets.is_empty(pair[1])}
    return {**change, "fields": fields}
