"""Five-minute tasks: facts that films lack which a member has seen, each with a form of one control.

What is asked is declared with the catalogue (``films.film_gaps``: gaps that have a task). Gaps of one field,
and names of one sort, have a small form; others lead to the section of the whole form. What is typed goes
through the very form that edits the section (``wiki.forms.edit.EditForm``), narrowed to that control.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone

from accounts.models import TaskPause, User, Viewing, WatchStatus
from films.cards import FilmCard, card, columns
from films.models import Film, FilmKind
from wiki import documents, title_language
from wiki.changesets import Document
from wiki.documents import Labels
from wiki.entry_types import Section, registry
from wiki.forms.edit import EditForm, input_of
from wiki.forms.entry_fields import EntryFieldsForm, entry_fields_form
from wiki.protections import locks_on_form
from wiki.quality.declarations import Gap, quality_of

#: Tasks of one page, and films that are looked at, the latest seen first.
SHOWN, LOOKED_AT = 3, 150
_FLAG = "lacks_"
#: The lines of a long text here.
_LINES = 6
#: What a name is that fills a gap: its kind, and its language where the film says none.
_NAMES = {"native": ("native", "ja"), "romaji": ("romaji", "ja-Latn")}
_NEW = "filmname:new1"


@dataclass(frozen=True)
class Task:
    """A fact that a film lacks. ``form`` is the small form; else the whole one is at ``url``."""

    film: FilmCard
    gap: Gap
    form: forms.Form | None = None
    error: str = ""

    @property
    def path(self) -> str:
        """Where the small form is sent."""
        return f"/mine/tasks/{self.film.pk}/{self.gap.name}/"

    @property
    def url(self) -> str:
        """The place in the whole form."""
        return self.gap.url("film", self.film.url, self.film.pk)


@dataclass
class Tasks:
    """The tasks of a page, how many facts there are to add in all, and to how many films."""

    shown: list[Task] = field(default_factory=list)
    facts: int = 0
    films: int = 0


class NameForm(forms.Form):
    """One name of a film."""

    text = forms.CharField(max_length=300, required=False)

    def __init__(self, gap: Gap, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = str(gap.label)
        if gap.name == "native":
            self.fields["text"].widget.attrs["lang"] = "ja"

    @property
    def helper(self) -> FormHelper:
        """The control alone."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def small_gaps() -> list[Gap]:
    """The facts that somebody may be asked for."""
    return [gap for gap in quality_of(registry["film"]).gaps if gap.task]


def is_small(gap: Gap) -> bool:
    """Whether one control is enough for it."""
    return bool(gap.field) or gap.name in _NAMES


def _effort(gap: Gap) -> int:
    """How much it asks for: a word or a number, a text, a whole form."""
    if not is_small(gap):
        return 2
    return 1 if gap.section == "story" else 0


def tasks_of(user: User, *, first: Task | None = None) -> Tasks:
    """What is to be added to films that ``user`` has seen; ``first`` is a task that is being worked on.

    Four queries at most.
    """
    paused = set(
        TaskPause.objects.filter(user=user, until__gt=timezone.localdate()).values_list(
            "film", "gap"
        )
    )
    found = Tasks([first] if first else [])
    later: list[Task] = []
    gaps = small_gaps()
    for row in _lacking(user, gaps):
        lacks = [g for g in gaps if row[f"{_FLAG}{g.name}"] and (row["pk"], g.name) not in paused]
        if not lacks:
            continue
        found.films += 1
        found.facts += len(lacks)
        if first is not None and row["pk"] == first.film.pk:
            continue
        lacks.sort(key=_effort)
        later.append(Task(card(row), lacks[0]))
    later.sort(key=lambda task: _effort(task.gap))
    for task in later[: SHOWN - len(found.shown)]:
        found.shown.append(Task(task.film, task.gap, blank(task.gap, task.film.pk)))
    return found


def _lacking(user: User, gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """The films that somebody has seen, the latest first, with what they may lack. Two queries."""
    seen = Viewing.objects.filter(user=user, status=WatchStatus.WATCHED).order_by()
    latest = seen.values("film").annotate(at=Max("changed_at")).order_by("-at", "-film")
    ids = list(latest.values_list("film", flat=True)[:LOOKED_AT])
    flags = {f"{_FLAG}{gap.name}": gap.flag for gap in gaps}
    films = Film.objects.visible().filter(pk__in=ids).exclude(kind=FilmKind.SERIES)
    rows = {row["pk"]: row for row in films.annotate(**flags).values(*columns(), *flags)}
    return [rows[pk] for pk in ids if pk in rows]


def blank(gap: Gap, pk: int) -> forms.Form | None:
    """The small form of a fact, with nothing in it; ``None`` where there is none."""
    prefix = f"film:{pk}"
    if gap.name in _NAMES:
        return NameForm(gap, prefix=f"{prefix}.{gap.name}")
    if not gap.field:
        return None
    film = registry["film"]
    options = _options(gap)
    form = entry_fields_form(
        film,
        [gap.field],
        key=prefix,
        fields={gap.field: film.fields[gap.field].default()},
        labels=Labels(),
        options=options,
        read=lambda spec, value: spec.clean(value),
    )
    return _short(form)


def _short(form: EntryFieldsForm) -> EntryFieldsForm:
    """A text has fewer lines than in the whole form."""
    for each in form.fields.values():
        if isinstance(each.widget, forms.Textarea):
            each.widget.attrs["rows"] = min(int(each.widget.attrs.get("rows", _LINES)), _LINES)
    return form


def _options(gap: Gap) -> dict[str, list[tuple[str, str]]]:
    """What a set is chosen from. One query for a gap of a set."""
    sets = {spec.name: spec.target for spec in registry["film"].sets}
    target = sets.get(gap.field)
    if target is None:
        return {}
    rows = registry[target].model.objects.visible().order_by("sort_title")
    names = rows.values("pk", *title_language.COLUMNS)
    return {target: [(f"{target}:{r['pk']}", title_language.of_row(r).title) for r in names]}


def answered(film: Film, gap: Gap, user: User, data: QueryDict) -> tuple[EditForm, forms.Form]:
    """What was typed, as the edit form reads it, and the small form that shows it again."""
    key = f"film:{film.pk}"
    base = documents.load_one(film)
    posted, shown = data, None
    if gap.name in _NAMES:
        shown = NameForm(gap, data, prefix=f"{key}.{gap.name}")
        posted = _with_name(gap, film, base, shown.data.get(shown.add_prefix("text"), ""))
    narrow = _section(gap)
    locks = locks_on_form(user, key, posted)
    form = EditForm(registry["film"], key, base, only=narrow, locks=locks, data=posted)
    form.is_valid()
    return form, shown if shown is not None else _short(form.entry_form(narrow))


def _section(gap: Gap) -> Section:
    """The section of the form where the fact goes, without everything else."""
    whole = registry["film"].section(gap.section)
    assert whole is not None, gap.section  # noqa: S101 -- a gap that names no section is a bug
    if gap.field:
        return Section(whole.name, whole.label, fields=(gap.field,), area=whole.area)
    return Section(whole.name, whole.label, parts=("filmname",), area=whole.area)


def _with_name(gap: Gap, film: Film, base: Document, text: str) -> QueryDict:
    """The names of a film as the edit form sends them, with one more below them."""
    kind, language = _NAMES[gap.name]
    if gap.name == "native" and film.original_language:
        language = film.original_language
    posted = QueryDict(mutable=True)
    part = registry["film"].part("filmname")
    for key, row in base.items():
        if key.startswith(f"{part.name}:"):
            posted.appendlist("rows", key)
            for name in part.own_fields:
                spec = part.fields[name]
                if spec.widget != "boolean" or row[name]:
                    posted[f"{key}.{name}"] = str(input_of(spec, row[name]))
    posted.appendlist("rows", _NEW)
    posted[f"{_NEW}.text"] = text
    posted[f"{_NEW}.language"] = language
    posted[f"{_NEW}.kind"] = kind
    return posted
