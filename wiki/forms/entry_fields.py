"""The form of an entry's own fields, generated from its declaration and laid out by crispy-forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.safestring import SafeString

from wiki.documents import Labels
from wiki.entry_types import EntryType
from wiki.fields import Field as DocumentField
from wiki.forms.cells import Cell, with_preview
from wiki.reference_fields import References
from wiki.wording import listed

Reader = Callable[[DocumentField, Any], Any]


class ReferencesWidget(forms.Widget):
    """Checkboxes for a set of references, with a line to add others by name."""

    def __init__(self, spec: References, options: list[tuple[str, str]]) -> None:
        super().__init__()
        self.spec = spec
        self.options = options

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        """The ticked keys, the names typed, and whether unknown ones are to be proposed."""
        return {
            "keys": data.getlist(name),
            "text": data.get(f"{name}.text", ""),
            "new": bool(data.get(f"{name}.new")),
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """The control as HTML."""
        if attrs and attrs.get("disabled"):
            return listed(title for key, title in self.options if key in (value or []))
        given: Any = value if isinstance(value, dict) else {"keys": value or [], "text": ""}
        cell = Cell(self.spec, name, value=given["keys"], text=given["text"], options=self.options)
        return cell.control()


class MarkdownArea(forms.Textarea):
    """A text in Markdown; a script shows what it looks like (``static/js/markdown.js``)."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The control as HTML."""
        return with_preview(super().render(name, value, attrs, renderer))


class EntryField(forms.Field):
    """A form field that reads with the document field it stands for."""

    def __init__(self, spec: DocumentField, read: Reader, widget: forms.Widget | None) -> None:
        plain = spec.form_field()
        label = "" if widget else str(spec.label)
        super().__init__(
            required=False,
            label=label[:1].upper() + label[1:],
            help_text=plain.help_text,
            widget=widget or plain.widget,
        )
        self.spec = spec
        self.read = read

    def clean(self, value: Any) -> Any:
        return value if self.disabled else self.read(self.spec, value)


class EntryFieldsForm(forms.Form):
    """Base of the generated forms: names controls ``film:12.runtime``."""

    def add_prefix(self, field_name: str) -> str:
        """The control's name: the row's key, a dot, the field."""
        return f"{self.prefix}.{field_name}"

    @property
    def helper(self) -> FormHelper:
        """How crispy-forms lays the fields out: short ones side by side, long ones below."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        short = [n for n, f in self.fields.items() if not _is_long(f)]
        long = [n for n, f in self.fields.items() if _is_long(f)]
        blocks: list[Any] = []
        if short:
            blocks.append(Div(*(Field(name) for name in short), css_class="field-grid"))
        blocks += [Field(name) for name in long]
        helper.layout = Layout(*blocks)
        return helper


def _is_long(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.Textarea | ReferencesWidget)


def entry_fields_form(
    entry_type: EntryType,
    names: Iterable[str],
    *,
    key: str,
    fields: dict[str, Any],
    labels: Labels,
    options: dict[str, list[tuple[str, str]]],
    read: Reader,
    data: Any = None,
) -> EntryFieldsForm:
    """The form of the fields ``names`` of the entry ``key``.

    ``fields`` are the values it starts from, ``options`` what set fields offer beside what they
    hold, ``read(spec, value)`` turns what was typed into the document's value.
    """
    form_fields: dict[str, Any] = {}
    initial: dict[str, Any] = {}
    for name in names:
        spec = entry_type.fields[name]
        value = fields.get(name)
        widget: forms.Widget | None = None
        if isinstance(spec, References):
            held = {k: labels[k].shown.title for k in value or []}
            offered = {**held, **dict(options.get(spec.target, []))}
            widget = ReferencesWidget(spec, sorted(offered.items(), key=lambda o: o[1].casefold()))
            initial[name] = value or []
        elif spec.widget == "boolean":
            initial[name] = bool(value)
        elif spec.widget == "choice":
            initial[name] = value
        else:
            initial[name] = spec.to_input(value)
        if name in entry_type.wide:
            widget_attributes = {"rows": 2, "maxlength": spec.column.max_length}
            form_fields[name] = EntryField(spec, read, None)
            form_fields[name].widget = forms.Textarea(attrs=widget_attributes)
            continue
        form_fields[name] = EntryField(spec, read, widget)
        if spec.widget == "longtext":
            attributes = {**form_fields[name].widget.attrs, "rows": 12}
            form_fields[name].widget = MarkdownArea(attrs=attributes)
    for name in form_fields.keys() & entry_type.guidance.keys():
        form_fields[name].help_text = entry_type.guidance[name].html()
    form_class = type("GeneratedEntryForm", (EntryFieldsForm,), form_fields)
    return form_class(data, prefix=key, initial=initial, auto_id="id-%s")
