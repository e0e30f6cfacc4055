"""Controls of the edit form, written straight as HTML.

A page of sixty credits has five hundred controls; rendering each through a template took a third of
a second. Whole forms of entry fields go through crispy-forms (``wiki.forms.edit``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wiki.documents import Label
from wiki.fields import Field
from wiki.picture_files import ACCEPTED
from wiki.picture_html import picture_html
from wiki.picture_names import PictureName
from wiki.uploads import FILE

if TYPE_CHECKING:
    from wiki.forms.originals import Comparison


@dataclass
class Cell:
    """One control of one row: what it edits, what stands in it, what is wrong with it.

    ``form`` is the id of the form that it belongs to, where it stands outside of it; ``guide`` the id
    of what says how it is written.
    """

    spec: Field
    name: str
    value: Any = ""
    text: str = ""
    errors: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    candidates: list[Label] = field(default_factory=list)
    offer_new: bool = False
    pick_url: str = ""
    wide: bool = False
    form: str = ""
    guide: str = ""
    comparison: Comparison | None = None

    @property
    def id(self) -> str:
        """The control's id in the page."""
        return "id-" + self.name.replace(":", "-").replace(".", "-")

    @property
    def label(self) -> str:
        """What the control is called."""
        label = str(self.spec.label)
        return label[:1].upper() + label[1:]

    @property
    def widget(self) -> str:
        """Which control it is; also a class for the style sheet."""
        return self.spec.widget

    def control(self) -> SafeString:
        """The control with its errors; named for screen readers by the row's column."""
        return _CONTROLS.get(self.spec.widget, _text)(self) + self._errors()

    def labelled(self) -> SafeString:
        """The control below a visible label."""
        if self.spec.widget in ("boolean", "references", "fingerprint"):
            return self.control()
        return format_html('<span class="form-label">{}</span>{}', self.label, self.control())

    def attributes(self) -> SafeString:
        """Attributes that every control has."""
        owner = format_html(' form="{}"', self.form) if self.form else ""
        return format_html(
            'name="{}" aria-label="{}"{}{}', self.name, self.label, owner, self.marks()
        )

    def marks(self) -> SafeString:
        """Attributes of a control that has errors, or that is told how to be written."""
        guide = self.guide
        if not self.errors:
            return format_html(' aria-describedby="{}"', guide) if guide else SafeString("")
        said = f"{self.id}-error {guide}".strip()
        return format_html(' aria-invalid="true" aria-describedby="{}"', said)

    @property
    def css(self) -> str:
        """Classes of the control."""
        local = self.spec.widget == "reference" and self.spec.local
        kind = "form-select" if local or self.spec.widget == "choice" else "form-control"
        return f"{kind} is-invalid" if self.errors else kind

    def _errors(self) -> SafeString:
        if not self.errors:
            return SafeString("")
        choice = SafeString("")
        if self.candidates:
            choice = format_html_join(
                "",
                '<label class="form-check"><input class="form-check-input" type="radio"'
                ' name="{}.choice" value="{}"> {} <small>{}</small></label>',
                (
                    (self.name, c.key, c.shown.html, f"{c.shown.second} #{c.key.split(':')[1]}")
                    for c in self.candidates
                ),
            )
        if self.offer_new:
            choice += format_html(
                '<label class="form-check"><input class="form-check-input" type="checkbox"'
                ' name="{}.new" value="1"> {}</label>',
                self.name,
                _("Propose a new page called “%(name)s”") % {"name": self.text},
            )
        return format_html(
            '<div class="invalid-feedback" id="{}-error">{}{}</div>',
            self.id,
            " ".join(self.errors),
            choice,
        )


def choices_of(spec: Field) -> list[tuple[str, str]]:
    """What the control of a choice offers: its values, and none where none has to be given."""
    choices = [(value, str(label)) for value, label in spec.choices]
    filled = spec.column.has_default() and spec.default()
    return choices if filled else [("", "—"), *choices]


def _text(cell: Cell) -> SafeString:
    if cell.wide:
        return _long_text(cell)
    return format_html('<input class="{}" {}{}>', cell.css, cell.attributes(), _value(cell.value))


def _value(value: Any) -> SafeString:
    """The attribute that fills a control; none for an empty one, of which there are many."""
    return format_html(' value="{}"', value) if value not in ("", None) else SafeString("")


def with_preview(control: SafeString) -> SafeString:
    """A control for Markdown that a script gives a preview."""
    return format_html("<genga-markdown>{}</genga-markdown>", control)


def _long_text(cell: Cell) -> SafeString:
    control = format_html(
        '<textarea class="{}" {} rows="{}">\n{}</textarea>',
        cell.css,
        cell.attributes(),
        4 if cell.spec.widget == "longtext" else 2,
        cell.value,
    )
    return with_preview(control) if cell.spec.widget == "longtext" else control


def _number(cell: Cell) -> SafeString:
    return format_html(
        '<input inputmode="numeric" class="{}" {}{}>',
        cell.css,
        cell.attributes(),
        _value(cell.value),
    )


def _typed(kind: str) -> Any:
    def control(cell: Cell) -> SafeString:
        return format_html(
            '<input type="{}" class="{}" {} value="{}">',
            kind,
            cell.css,
            cell.attributes(),
            cell.value,
        )

    return control


def _partial_date(cell: Cell) -> SafeString:
    return format_html(
        '<input type="text" class="{}" {} value="{}" placeholder="1995-12-23" maxlength="10">',
        cell.css,
        cell.attributes(),
        cell.value,
    )


def _boolean(cell: Cell) -> SafeString:
    return format_html(
        '<label class="form-check"><input type="checkbox" class="form-check-input" {} value="on"{}>'
        " {}</label>",
        cell.attributes(),
        mark_safe(" checked") if cell.value else "",
        cell.label,
    )


def _choice(cell: Cell) -> SafeString:
    target = format_html(' data-target="{}"', cell.spec.target) if cell.spec.local else ""
    return format_html(
        '<select class="{}" {}{}>{}</select>',
        cell.css,
        cell.attributes(),
        target,
        _options(cell.options, str(cell.value or "")),
    )


def _options(options: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else "", label)
            for value, label in options
        ),
    )


def _vocabulary(cell: Cell) -> SafeString:
    return format_html(
        '<input class="{}" {}{} list="{}">',
        cell.css,
        cell.attributes(),
        _value(cell.value),
        cell.spec.list_id,
    )


def _reference(cell: Cell) -> SafeString:
    if cell.spec.local:
        return _choice(cell)
    return format_html(
        '<genga-picker data-url="{}"><input type="hidden" name="{}"{} data-key>'
        '<input class="{}" name="{}.text"{} aria-label="{}" autocomplete="off" data-text{}>'
        "</genga-picker>",
        cell.pick_url,
        cell.name,
        _value(cell.value),
        cell.css,
        cell.name,
        _value(cell.text),
        cell.label,
        cell.marks(),
    )


def _references(cell: Cell) -> SafeString:
    """Checkboxes for what is there or possible, and a line to add others by name."""
    chosen = set(cell.value or [])
    boxes = format_html_join(
        "",
        '<label class="form-check"><input class="form-check-input" type="checkbox" name="{}"'
        ' value="{}"{}> {}</label>',
        (
            (cell.name, key, mark_safe(" checked") if key in chosen else "", label)
            for key, label in cell.options
        ),
    )
    adding = SafeString("")
    if not cell.spec.local:
        adding = format_html(
            '<label class="form-label" for="{0}">{1}</label><input type="text" class="{2}" id="{0}"'
            ' name="{3}.text" value="{4}" autocomplete="off"{5}>'
            '<div class="form-text">{6}</div>',
            cell.id,
            _("Add by name"),
            cell.css,
            cell.name,
            cell.text,
            cell.marks(),
            _("Several with commas between them."),
        )
    return format_html(
        '<fieldset class="choice-set"><legend class="form-label">{}</legend>'
        '<div class="choice-set-options">{}</div>{}</fieldset>',
        cell.label,
        boxes,
        adding,
    )


def _picture(cell: Cell) -> SafeString:
    """The picture that is there or was just sent, and a file to send another."""
    name = PictureName.read(cell.value)
    shown = picture_html(name, alt=_("Picture"), sizes="8rem", css="picture--small") if name else ""
    return format_html(
        '{}<input type="hidden" name="{}"{}>'
        '<input type="file" class="{}" name="{}{}" accept="{}" aria-label="{}"{}>',
        shown,
        cell.name,
        _value(cell.value),
        cell.css,
        cell.name,
        FILE,
        ACCEPTED,
        _("Another file") if name else _("File"),
        cell.marks(),
    )


def _fingerprint(cell: Cell) -> SafeString:
    """What is asked about a translation whose original has changed."""
    asked = cell.comparison
    if asked is None:
        return SafeString("")
    return format_html(
        '<div class="older"><p>{}</p>{}<label class="form-check"><input type="checkbox"'
        ' class="form-check-input" name="{}" value="{}"{} data-compared> {}</label></div>',
        asked.words,
        asked.since,
        cell.name,
        asked.made_from,
        mark_safe(" checked") if asked.ticked else "",
        _("It says what the original says today"),
    )


_CONTROLS = {
    "fingerprint": _fingerprint,
    "picture": _picture,
    "longtext": _long_text,
    "integer": _number,
    "position": _number,
    "url": _typed("url"),
    "date": _typed("date"),
    "partial_date": _partial_date,
    "boolean": _boolean,
    "choice": _choice,
    "vocabulary": _vocabulary,
    "reference": _reference,
    "references": _references,
}
