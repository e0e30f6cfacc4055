"""The form of an edit filter: its words, one control for each condition, and the proof of a rehearsal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.entry_types import registry
from wiki.filters.conditions import CONDITIONS, Condition, Group, Kind
from wiki.filters.patterns import check_expression
from wiki.filters.words import choices_of
from wiki.models import EditFilter

#: A rehearsal is proof for so long, in seconds.
PROVEN_FOR = 24 * 3600
_SALT = "wiki.filters.rehearsed"
_MOST_LINES = 500


@dataclass(frozen=True)
class Asked:
    """A condition as the form shows it."""

    condition: Condition
    field: forms.BoundField
    per: forms.BoundField | None


class EditFilterForm(forms.ModelForm):
    """An edit filter. The conditions that were chosen are in ``conditions`` once it is valid.

    One that is to be switched on must have been tried with just these conditions, unless they are what
    it works by already. ``trying`` asks for the conditions alone.
    """

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tried = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why you change it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the log."),
    )

    class Meta:
        model = EditFilter
        fields = ("name", "note", "action", "message", "minutes", "enabled")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, trying: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trying = trying
        self.conditions: dict[str, Any] = {}
        stored = self.instance.conditions
        for name, condition in CONDITIONS.items():
            value = stored.get(name)
            if condition.kind == Kind.PAIR:
                value, per = value or (None, None)
                self.fields[_per(name)] = _number(condition.per, condition.per_most, per)
            self.fields[_own(name)] = control = _control(condition)
            control.initial = _shown(condition, value)
        self.fields["number"].initial = self.instance.number
        if trying:
            for name in self.Meta.fields:
                self.fields[name].required = False
        for field in self.fields.values():
            _style(field.widget)

    @property
    def groups(self) -> list[tuple[str, list[Asked]]]:
        """The conditions in the blocks of the form."""
        return [
            (
                str(group.label),
                [
                    Asked(one, self[_own(name)], self[_per(name)] if one.per else None)
                    for name, one in CONDITIONS.items()
                    if one.group == group
                ],
            )
            for group in Group
        ]

    @property
    def scopes(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The names that the condition on fields knows: of each type of page, rows and their fields."""
        return [
            (
                str(entry_type.label_plural),
                [(shape.name, ", ".join(shape.fields)) for shape in entry_type.walk()],
            )
            for entry_type in registry
        ]

    @property
    def proof(self) -> str:
        """What says that these conditions have been tried, for the next time this form is sent."""
        return signing.dumps(_canonical(self.conditions), salt=_SALT)

    def _names(self, typed: str) -> list[str]:
        """The names in a list with commas. Raises ``ValidationError`` for one that nothing has."""
        names = [name.strip() for name in typed.replace("\n", ",").split(",") if name.strip()]
        known = set(registry.shapes)
        for shape in registry.shapes.values():
            known |= {form for name in shape.fields for form in (name, f"{shape.name}.{name}")}
        for name in names:
            if name not in known:
                raise ValidationError(_("No page has a field or row “%(name)s”.") % {"name": name})
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, condition in CONDITIONS.items():
            try:
                value = self._value(condition, cleaned)
            except ValidationError as error:
                self.add_error(_own(name), error)
                continue
            if value is not None:
                self.conditions[name] = value
        if not self.conditions and not self.errors:
            raise ValidationError(_("Set at least one condition, or every edit would be hit."))
        if cleaned.get("enabled") and not self.trying and not self.errors and not self._proven():
            self.add_error("enabled", _("Try it first: these conditions have not been tried yet."))
        return cleaned

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.errors.keys() & self.fields.keys():
            attrs = self.fields[name].widget.attrs
            attrs["class"] = f"{attrs.get('class', '')} is-invalid"

    def _post_clean(self) -> None:
        """What belongs to the model is checked unless only the conditions are wanted."""
        if not self.trying:
            super()._post_clean()  # type: ignore[misc]  # the stubs do not know it

    def _value(self, condition: Condition, cleaned: Mapping[str, Any]) -> Any:
        """What was chosen, as JSON; ``None`` for nothing. Raises ``ValidationError``."""
        value = cleaned.get(_own(condition.name))
        if condition.kind == Kind.PAIR:
            per = cleaned.get(_per(condition.name))
            if (value is None) != (per is None):
                raise ValidationError(_("Give both numbers, or none."))
            return None if value is None else [value, per]
        if value in (None, "", []):
            return None
        if condition.kind == Kind.LEVEL:
            return int(value)
        if condition.kind == Kind.FIELDS:
            return self._names(value) or None
        if condition.kind == Kind.LINES:
            lines = list(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))
            if len(lines) > _MOST_LINES:
                raise ValidationError(_("At most %(n)s lines.") % {"n": _MOST_LINES})
            return lines or None
        if condition.kind == Kind.EXPRESSION:
            check_expression(value)
        return value

    def _proven(self) -> bool:
        """Whether these conditions were tried, or work already."""
        working = EditFilter.objects.filter(pk=self.instance.pk, enabled=True).first()
        if working is not None and working.conditions == self.conditions:
            return True
        try:
            tried = signing.loads(self.cleaned_data["tried"], salt=_SALT, max_age=PROVEN_FOR)
        except signing.BadSignature:
            return False
        return bool(tried == _canonical(self.conditions))


def _filters() -> list[tuple[str, Any]]:
    known = EditFilter.objects.order_by("name").values_list("slug", "name")
    return [("", _("all")), *known]


class HitFilter(forms.Form):
    """Narrows the list of hits; what is not on offer is left out."""

    author = forms.CharField(label=gettext_lazy("Author"), max_length=40, required=False)
    filter = forms.ChoiceField(label=gettext_lazy("Filter"), choices=_filters, required=False)
    stopped = forms.BooleanField(label=gettext_lazy("Only what was not taken"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _style(field.widget)

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The choices that stand below their labels."""
        return [self["author"], self["filter"]]

    @property
    def chosen(self) -> dict[str, Any]:
        """The choices that were made and are on offer."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, hits: QuerySet) -> QuerySet:
        """The hits that fit the choices."""
        chosen = self.chosen
        if "author" in chosen:
            hits = hits.filter(author__username__iexact=chosen["author"])
        if "filter" in chosen:
            hits = hits.filter(filter__slug=chosen["filter"])
        if "stopped" in chosen:
            hits = hits.filter(stopped=True)
        return hits


def _own(name: str) -> str:
    return f"if_{name}"


def _per(name: str) -> str:
    return f"if_{name}_per"


def _canonical(conditions: dict[str, Any]) -> str:
    return json.dumps(conditions, sort_keys=True)


def _number(label: Any, most: int, value: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, initial=value
    )


def _control(condition: Condition) -> forms.Field:
    """The form field of a condition."""
    about: dict[str, Any] = {"label": condition.label, "help_text": condition.help}
    about["required"] = False
    if condition.kind in (Kind.NUMBER, Kind.PAIR):
        return forms.IntegerField(min_value=1, max_value=condition.most, **about)
    if condition.kind == Kind.LEVEL:
        return forms.ChoiceField(
            choices=lambda: [("", _("anybody")), *choices_of(Kind.LEVEL)], **about
        )
    if condition.kind in (Kind.TYPES, Kind.KINDS, Kind.AREAS):
        kind = condition.kind
        return forms.MultipleChoiceField(
            choices=lambda: choices_of(kind), widget=forms.CheckboxSelectMultiple, **about
        )
    if condition.kind == Kind.LINES:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000, **about)
    if condition.kind == Kind.EXPRESSION:
        return forms.CharField(max_length=300, strip=False, **about)
    return forms.CharField(max_length=500, **about)


def _shown(condition: Condition, value: Any) -> Any:
    """A stored value as the control takes it."""
    if value is None:
        return None
    if condition.kind == Kind.LINES:
        return "\n".join(value)
    if condition.kind == Kind.FIELDS:
        return ", ".join(value)
    return str(value) if condition.kind == Kind.LEVEL else value


def _style(widget: forms.Widget) -> None:
    """The class that the site's style sheet knows the control by."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        widget.attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.Select):
        widget.attrs["class"] = "form-select"
    elif not isinstance(widget, forms.HiddenInput):
        widget.attrs["class"] = "form-control"
