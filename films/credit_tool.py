"""Pasting a block of credits into a film's form: it comes back as rows to confirm."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.credit_rows import Filled, rows_of, segments_in
from films.credit_text import MOST_LINES, UnreadLine, read
from wiki.forms.edit import EditForm
from wiki.forms.tools import fill

#: No more characters and no more credits than these are read at once.
LONGEST = 20_000
MOST_CREDITS = 400


@dataclass
class PasteView:
    """The fold with the text, and what became of it when it was read."""

    control: str
    name: str
    text: str
    filled: Filled | None = None
    unread: list[UnreadLine] = field(default_factory=list)
    later: int = 0
    error: str = ""
    template: str = "films/edit/_paste.html"

    @property
    def is_open(self) -> bool:
        """Whether there is something to see in it."""
        return bool(self.text or self.filled or self.error)


class PasteCredits:
    """The tool of the staff section."""

    name = "paste-credits"
    control = "paste.credits"
    label = gettext_lazy("Paste credits")

    def view(self, form: EditForm) -> PasteView:
        """The fold with what was typed into it."""
        return PasteView(self.control, self.name, form.data.get(self.control, ""))

    def use(self, form: EditForm) -> PasteView:
        """Read the text into rows; what was not understood stays in its control."""
        shown = self.view(form)
        if not shown.text.strip():
            shown.error = _("Paste or type some credits first.")
        elif len(shown.text) > LONGEST:
            shown.error = _("This text is too long: paste %(lines)d lines at a time.") % {
                "lines": MOST_LINES
            }
        if shown.error:
            return shown
        reading = read(shown.text, segments_in(form))
        if len(reading.credits) > MOST_CREDITS:
            text = _("These are %(count)d credits. Paste %(most)d at a time.")
            shown.error = text % {"count": len(reading.credits), "most": MOST_CREDITS}
            return shown
        shown.filled = rows_of(reading.credits, form)
        shown.unread, shown.text = reading.unread, reading.remainder
        shown.later = sum(1 for line in reading.later if line.strip())
        fill(form, shown.filled.rows, {self.control: shown.text})
        return shown
