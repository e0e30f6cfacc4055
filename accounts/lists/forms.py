"""The forms of lists: what they say of themselves, rows to add, the table that arranges them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.lists.arrange_rows import Arrangement
from accounts.actions.lists.change_list import refusal_to_show
from accounts.lists import matching
from accounts.lists.rows import Row
from accounts.lists.words import LONGEST_TAG, MOST_EDITORS, MOST_TAGS, Words, tag_slug
from accounts.models import MOST_ROWS, FilmList, User, Visibility

#: Notes of rows are no longer than this.
LONGEST_NOTE = 1000


class ListForm(forms.ModelForm):
    """The words of a list."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Words under which the list is found, with commas between them."),
    )
    editors = forms.CharField(
        label=gettext_lazy("Who keeps it with you"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Names of members who may add, arrange and remove rows, with commas between them."
        ),
    )

    class Meta:
        model = FilmList
        fields = ("title", "description", "ranked", "visibility", "openness")
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Title")
        self.fields["description"].label = _("Description")
        self.fields["description"].help_text = _("Markdown")
        self.fields["ranked"].label = _("Ranked: the rows are numbered")
        self.fields["visibility"].label = _("Who sees it")
        self.fields["openness"].label = _("Who else adds to it")
        if self.instance.pk:
            tags = self.instance.tags.values_list("name", flat=True)
            self.initial["tags"] = ", ".join(tags)
            names = self.instance.editors.values_list("username", flat=True)
            self.initial["editors"] = ", ".join(names)

    def clean_title(self) -> str:
        """The title on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_visibility(self) -> str:
        """What moderators took from the public stays private."""
        visibility: str = self.cleaned_data["visibility"]
        if self.instance.hidden and visibility != Visibility.PRIVATE:
            raise forms.ValidationError(refusal_to_show())
        return visibility

    def clean_tags(self) -> tuple[str, ...]:
        """Each tag once, however it is written."""
        names = {tag_slug(name): name for name in reversed(_parts(self.cleaned_data["tags"]))}
        names.pop("", None)
        if len(names) > MOST_TAGS:
            raise forms.ValidationError(
                _("A list has %(most)d tags at most.") % {"most": MOST_TAGS}
            )
        long = [name for name in names.values() if len(name) > LONGEST_TAG]
        if long:
            raise forms.ValidationError(_("This tag is too long: %(name)s") % {"name": long[0]})
        return tuple(reversed(names.values()))

    def clean_editors(self) -> tuple[User, ...]:
        """The users that the names mean."""
        names = {
            name.removeprefix("@").casefold(): name for name in _parts(self.cleaned_data["editors"])
        }
        if len(names) > MOST_EDITORS:
            told = _("A list is kept by %(most)d members besides you at most.")
            raise forms.ValidationError(told % {"most": MOST_EDITORS})
        found = {}
        for name in names:
            user = User.objects.filter(username__iexact=name, is_active=True).first()
            if user is None:
                told = _("There is no member with this name: %(name)s")
                raise forms.ValidationError(told % {"name": names[name]})
            found[user.pk] = user
        return tuple(found.values())

    def _post_clean(self) -> None:
        """Check the fields alone; ``accounts.actions.lists`` writes the list."""

    @property
    def words(self) -> Words:
        """What was typed, once it is valid."""
        return Words(**self.cleaned_data)


class AddForm(forms.Form):
    """One thing to add: found while typing (``key``), or what a text means; or many, one a line."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Film, segment or person"), required=False, max_length=200
    )
    paste = forms.CharField(
        label=gettext_lazy("Titles, one per line"),
        required=False,
        max_length=matching.LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=LONGEST_NOTE)

    def clean(self) -> dict[str, Any]:
        """There must be something."""
        found = super().clean() or {}
        texts = (found.get(name) or "" for name in ("key", "text", "paste"))
        said = any(matching.lines_of(each) for each in texts)
        if not said and not self.errors:
            raise forms.ValidationError(_("Say what is to be added."))
        return found


class CommentForm(forms.Form):
    """What somebody says about a list."""

    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=4000,
        help_text=gettext_lazy("Markdown"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": gettext_lazy("Write something.")},
    )


def _parts(text: str) -> list[str]:
    """What stands between commas, each on one line."""
    for comma in "、，;\n":
        text = text.replace(comma, ",")
    return [part for each in text.split(",") if (part := " ".join(each.split()))]


class RowsForm:
    """The table of a page of rows: a place, a note and a box for removal each.

    ``rows`` are shown again as they were typed where ``errors`` (by id of row) holds something.
    """

    def __init__(self, rows: list[Row], data: QueryDict | None = None) -> None:
        self.data = data
        self.rows = rows
        self.errors: dict[int, list[str]] = {}
        self.arrangement = Arrangement()

    def is_valid(self) -> bool:
        """Read what was sent; the arrangement is made of what differs from what was shown."""
        moved: dict[int, int] = {}
        notes: dict[int, str] = {}
        removed: set[int] = set()
        for row in self.rows:
            if self.typed(row, "remove"):
                removed.add(row.pk)
                continue
            place, was = self.typed(row, "place"), self.typed(row, "was")
            if place and place != was:
                self._read_place(row, place, moved)
            if (note := self.typed(row, "note")) != row.note and self._sent(row, "note"):
                self._read_note(row, note, notes)
        self.arrangement = Arrangement(moved, notes, removed)
        return not self.errors

    def typed(self, row: Row, name: str) -> str:
        """What was typed into one field of a row."""
        return self.data.get(f"{name}-{row.pk}", "").strip() if self.data is not None else ""

    def _sent(self, row: Row, name: str) -> bool:
        return self.data is not None and f"{name}-{row.pk}" in self.data

    def _read_place(self, row: Row, place: str, moved: dict[int, int]) -> None:
        if place.isascii() and place.isdigit() and len(place) < 7 and 1 <= int(place) <= MOST_ROWS:
            moved[row.pk] = int(place)
        else:
            self._fault(row, _("A place is a number from 1."))

    def _read_note(self, row: Row, note: str, notes: dict[int, str]) -> None:
        if "\x00" in note:
            self._fault(row, _("Null characters are not allowed."))
        elif len(note) > LONGEST_NOTE:
            told = ngettext(
                "A note has %(most)d character at most.",
                "A note has %(most)d characters at most.",
                LONGEST_NOTE,
            )
            self._fault(row, told % {"most": LONGEST_NOTE})
        else:
            notes[row.pk] = note

    def _fault(self, row: Row, told: str) -> None:
        self.errors.setdefault(row.pk, []).append(told)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows for the template, with what was typed where it was refused."""
        return [
            {
                "row": row,
                "place": (self.data and self.typed(row, "place")) or row.rank,
                "note": self.typed(row, "note") if self._sent(row, "note") else row.note,
                "removed": bool(self.typed(row, "remove")),
                "errors": self.errors.get(row.pk, []),
            }
            for row in self.rows
        ]
