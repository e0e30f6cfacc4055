"""What somebody tells of one time that they watched something, and the rules that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import DiaryEntry
from accounts.models.viewing import BEST
from films.models import Cut, DubVersion, Film, Service
from wiki.partial_dates import first_day, last_day, validate_partial_date

LONGEST_PLACE, LONGEST_TEXT = 100, 5000


@dataclass(frozen=True)
class Told:
    """One time. ``place`` is in the user's words; the name of a service means that service."""

    watched_on: str
    cut: int | None = None
    dub: int | None = None
    place: str = ""
    rewatch: bool = False
    score: int | None = None
    note: str = ""
    remark: str = ""
    private: bool = False

    def put(self, into: DiaryEntry) -> None:
        """Say it of a row that is not saved yet. One query where there is a place."""
        for name in ("watched_on", "rewatch", "score", "note", "remark", "private"):
            setattr(into, name, getattr(self, name))
        into.cut_id, into.dub_id = self.cut, self.dub
        into.service_id = service_called(self.place)
        into.place = "" if into.service_id else self.place

    def check(self, film: Film, row: DiaryEntry | None = None) -> None:
        """Raise ``ValidationError``, by field, for what no form would let through.

        What a ``row`` says already stays, even if an edit has removed it since.
        """
        errors: dict[str, Any] = {}
        try:
            check_day(self.watched_on)
            if row is None or row.watched_on != self.watched_on:
                check_film_was_there(self.watched_on, film)
        except ValidationError as error:
            errors["watched_on"] = error
        if self.score is not None and not 1 <= self.score <= BEST:
            errors["score"] = _("A rating is between 1 and 100.")
        for name, most in (
            ("place", LONGEST_PLACE), ("note", LONGEST_TEXT), ("remark", LONGEST_TEXT)
        ):  # fmt: skip
            if len(getattr(self, name)) > most:
                errors[name] = _("That is too long.")
        for name, pk, model in (("cut", self.cut, Cut), ("dub", self.dub, DubVersion)):
            known = pk is None or (row is not None and getattr(row, f"{name}_id") == pk)
            if not known and not model.objects.filter(pk=pk, film=film).exists():
                errors[name] = _("Choose one of the list.")
        if errors:
            raise ValidationError(errors)


def check_day(text: str) -> None:
    """Raise ``ValidationError`` for what is no day, or none that can have been.

    Somewhere on earth it is tomorrow already.
    """
    if not text:
        raise ValidationError(_("Write when it was: the year is enough."))
    validate_partial_date(text)
    if first_day(text) > localdate() + timedelta(days=1):
        raise ValidationError(_("That day is still to come."))


def check_film_was_there(text: str, film: Film) -> None:
    """Raise ``ValidationError`` for a day long before ``film``.

    The year before is in time: festivals show previews, and not every release is in the catalogue.
    """
    if film.year and last_day(text).year < film.year - 1:
        told = _("That was before the film came out (%(year)d).") % {"year": film.year}
        raise ValidationError(told)


def service_called(name: str) -> int | None:
    """The service of that name, whatever its case. One query, none for an empty name."""
    if not name:
        return None
    found = Service.objects.visible().filter(title__iexact=name)
    return found.order_by("pk").values_list("pk", flat=True).first()
