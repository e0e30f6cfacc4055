"""What a review says, and what is checked of it whoever sends it: a form, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Review
from accounts.models.review import LONGEST_REASON, LONGEST_REVIEW
from accounts.models.viewing import BEST
from wiki import markdown
from wiki.vocabularies import validate_language

#: The words that an edit may change, and that former versions keep.
FIELDS = ("title", "text", "language", "score", "spoilers")
LONGEST_TITLE = 150
#: Letters of the beginning that film pages show.
_LEAD = 300


@dataclass(frozen=True)
class Words:
    """A review as its author wants it. ``score`` is from 1 to 100, or ``None`` for no rating."""

    text: str
    title: str = ""
    language: str = "en"
    score: int | None = None
    spoilers: bool = False

    def put(self, into: Review) -> None:
        """Set the fields of a review that is not saved yet."""
        for name in FIELDS:
            setattr(into, name, getattr(self, name))
        into.lead = markdown.excerpt(self.text, _LEAD)

    def check(self) -> None:
        """Raise ``ValidationError``, by field, for what cannot be kept."""
        errors: dict[str, Any] = {
            **faults_of("text", self.text, LONGEST_REVIEW),
            **faults_of("title", self.title, LONGEST_TITLE, needed=False),
            **faults_of_language(self.language),
        }
        if self.score is not None and not 1 <= self.score <= BEST:
            errors["score"] = _("A rating is between 1 and 100.")
        if errors:
            raise ValidationError(errors)


def check_reason(text: str, language: str) -> None:
    """Raise ``ValidationError`` if it cannot be the reason for a recommendation."""
    errors = {**faults_of("text", text, LONGEST_REASON), **faults_of_language(language)}
    if errors:
        raise ValidationError(errors)


def faults_of(name: str, text: str, longest: int, *, needed: bool = True) -> dict[str, str]:
    """What keeps a text from being kept, by its name."""
    if needed and not text.strip():
        return {name: _("Write something.")}
    if len(text) > longest:
        return {name: _("That is too long.")}
    return {name: _("Null characters are not allowed.")} if "\x00" in text else {}


def faults_of_language(language: str) -> dict[str, Any]:
    """What keeps a tag from being the language of a text."""
    try:
        validate_language(language)
    except ValidationError as error:
        return {"language": error}
    return {}
