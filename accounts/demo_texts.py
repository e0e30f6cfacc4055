"""Translations for the demo, made as editors make them: proposed on a page, then approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from accounts.models import User
from wiki import documents
from wiki.actions.approve import approve
from wiki.actions.submit import submit
from wiki.changesets import Change, Document
from wiki.entry_types import registry
from wiki.models import SubmissionKind
from wiki.translations import texts_part

#: Texts by page and language; those that are ``outdated`` were made before the original was edited.
FILE = settings.BASE_DIR / "films" / "demo" / "translations.json"
LANGUAGE = "ja"


def seed_translations(people: dict[str, User], *, outdated: bool) -> None:
    """Translate pages of the demo: those that will be older than their original, or the others."""
    for told in json.loads(FILE.read_text(encoding="utf-8")):
        if bool(told.get("outdated")) == outdated:
            _translate(told, people)


def _translate(told: dict[str, Any], people: dict[str, User]) -> None:
    entry_type = registry[told["type"]]
    entry = entry_type.model.objects.visible().filter(title=told["title"]).order_by("pk").first()
    if entry is None:
        return
    key = f"{entry_type.name}:{entry.pk}"
    changes = [
        _row(at, key, parent, texts)
        for at, (parent, texts) in enumerate(_texts(told, key, documents.load_one(entry)), start=1)
    ]
    submission = submit(
        changes,
        entry=key,
        kind=SubmissionKind.EDIT,
        author=people["editor"],
        summary="In Japanese",
        sources="after the text in English",
        base_number=entry.number,
    )
    if submission.is_pending:
        approve(submission, moderator=people["moderator"])


def _texts(
    told: dict[str, Any], key: str, document: Document
) -> Iterator[tuple[str, dict[str, str]]]:
    """The row that each text translates, and the text: the page, then its segments."""
    yield key, told[LANGUAGE]
    numbers = {str(row.get("number")): k for k, row in document.items() if "number" in row}
    for number, texts in told.get("segments", {}).items():
        if number in numbers:
            yield numbers[number], texts


def _row(at: int, entry: str, parent: str, texts: dict[str, str]) -> Change:
    part = texts_part(registry.shape_of(parent))
    if part is None:
        raise LookupError(parent)
    fields = {part.parent_field: parent, "language": LANGUAGE, **texts}
    pairs = {name: [None, value] for name, value in fields.items()}
    return {"key": f"{part.name}:new{at}", "entry": entry, "op": "+", "fields": pairs}
