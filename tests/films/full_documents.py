"""Documents with every field and every part filled, made by walking the declarations."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.utils import timezone

from tests.cast import accept, page, satsuki
from wiki import changesets
from wiki.actions.submit import submit
from wiki.changesets import ChangeSet, Document, Fields
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.fields import Boolean, Choice, Date, Field, Integer, LongText, PartialDate, Position, Url
from wiki.models import Picture
from wiki.picture_fields import PictureValue
from wiki.picture_names import PictureName
from wiki.reference_fields import Reference, References
from wiki.translation_fields import Fingerprint, TranslationLanguage
from wiki.vocabulary_fields import Countries, Country, Language, Vocabulary

#: Entry types of the catalogue; a new one is looked at without being named here.
TYPES = [t for t in registry if t.model in set(apps.get_app_config("films").get_models())]
SHAPES = [shape for entry_type in TYPES for shape in entry_type.walk()]
FIELDS = [(shape, field) for shape in SHAPES for field in shape.fields.values()]


def name_of(value: Any) -> str:
    """A word for parametrised tests."""
    return str(getattr(value, "name", value))


def sample(field: Field, at: int) -> Any:
    """A value of a field that points at nothing; other ``at``, other value where there is one."""
    if isinstance(field, Boolean):
        return at == 1  # display, original: only one row may say yes
    if isinstance(field, Position):
        return at
    if isinstance(field, Integer):
        return 1990 + at
    if isinstance(field, Country):
        return ("JP", "US", "FR", "KR")[at % 4]
    if isinstance(field, TranslationLanguage):
        return ("ja", "fr", "ja-Latn", "pt-BR")[at % 4]
    if isinstance(field, Fingerprint):
        return f"{at:016x}"
    if isinstance(field, Language):
        return ("ja", "en", "ja-Latn", "pt-BR")[at % 4]
    if isinstance(field, Countries):
        return sorted({"JP", ("US", "FR", "KR")[at % 3]})
    if isinstance(field, (Choice, Vocabulary)):
        return field.choices[at % len(field.choices)][0]
    if isinstance(field, PartialDate):
        return ("1995", "1995-12", "1995-12-23")[at % 3]
    if isinstance(field, Date):
        return f"19{90 + at % 10}-12-23"
    if isinstance(field, Url):
        return f"https://example.org/{at}"
    if isinstance(field, PictureValue):
        return f"{at:032x}-600x900-8a7d5c"
    if isinstance(field, LongText):
        return f"Text *{at}*\n\nwith >!a secret!< & 日本語 <b>"
    return f"{at} “{field.name}” 日本"[: field.column.max_length]


def supporting(entry_type: EntryType) -> dict[str, list[str]]:
    """Keys of entries that documents of this type may point at: four of each type."""
    wanted = {
        field.target
        for shape in entry_type.walk()
        for field in shape.references
        if field.target in registry and field.name not in EntryType.SYSTEM_FIELDS
    } - {f"{entry_type.name}-"}
    found: dict[str, list[str]] = {}
    for name in sorted(wanted):
        pages = [page(registry[name].model, f"{name} {n}") for n in range(4)]
        found[name] = [f"{name}:{one.pk}" for one in pages]
    return found


def full(entry_type: EntryType, others: dict[str, list[str]], start: int = 1) -> Document:
    """A document of a new entry: two rows of each part, every field with a value."""
    main = f"{entry_type.name}:new1"
    document: Document = {main: _fields(entry_type, main, others, start)}
    for shape in entry_type.walk():
        if isinstance(shape, Part):
            for number in range(1, rows_of(shape) + 1):
                key = f"{shape.name}:new{number}"
                at = (number - 1) // max(shape.min_rows, 1) + 1  # its parent, where rows are nested
                document[key] = _fields(shape, main, others, start + number - 1, at=at)
                if shape.min_rows:
                    _vary(document[key], shape, number)
    for fields in document.values():
        for value in fields.values():
            keep(PictureName.read(value))
    return document


def keep(name: PictureName | None) -> None:
    """Let there be a picture of this name, if it is one; its files are missing."""
    if name is not None and not Picture.objects.filter(digest=name.digest).exists():
        Picture.objects.create(
            digest=name.digest,
            width=name.width,
            height=name.height,
            colour=name.colour,
            likeness=name.digest[-16:],
            **Picture.quarters(name.digest[-16:]),
            size=1,
            format="PNG",
            created_at=timezone.now(),
        )


def rows_of(part: Part) -> int:
    """How many rows of a part a full document has: two, or two for each parent."""
    return 2 * max(part.min_rows, 1)


def _vary(fields: Fields, part: Part, number: int) -> None:
    """Of several rows below one parent, only the first says yes where only one may."""
    for field in part.fields.values():
        if isinstance(field, Boolean):
            fields[field.name] = number % part.min_rows == 1


def _fields(
    shape: Shape, main: str, others: dict[str, list[str]], start: int, at: int = 1
) -> Fields:
    fields: Fields = {}
    nested = isinstance(shape, Part) and isinstance(shape.parent, Part)
    for field in shape.fields.values():
        if field.name in EntryType.SYSTEM_FIELDS:
            fields[field.name] = field.empty
        elif isinstance(field, (Reference, References)):
            if field.target == main.partition(":")[0] and field.name == getattr(
                shape, "parent_field", ""
            ):
                fields[field.name] = main
            elif field.target in registry:
                keys = others[field.target]
                one = keys[(start - 1) % len(keys)]
                two = keys[start % len(keys)]
                fields[field.name] = sorted({one, two}) if isinstance(field, References) else one
            else:
                key = f"{field.target}:new{at}"
                fields[field.name] = [key] if isinstance(field, References) else key
        elif isinstance(field, Boolean):
            fields[field.name] = at == 1 or nested
        else:
            fields[field.name] = sample(field, start)
    return fields


def adding(document: Document, entry: str) -> ChangeSet:
    """The change set that creates ``document``."""
    return changesets.diff({}, document, entry=entry)


def made(entry_type: EntryType) -> Any:
    """A full entry of a type, in the catalogue."""
    document = full(entry_type, supporting(entry_type))
    return make(entry_type, document)


def make(entry_type: EntryType, document: Document) -> Any:
    """The entry that a document of a new one describes, through JSON as submissions are."""
    main = f"{entry_type.name}:new1"
    changes = json.loads(json.dumps(adding(document, main)))
    submission = submit(changes, entry=main, kind="create", author=satsuki())
    submission.refresh_from_db()
    assert submission.entry_id, "a moderator's page is live at once"
    return entry_type.model.objects.get(pk=submission.entry_id)


__all__ = ["FIELDS", "SHAPES", "TYPES", "accept", "full", "made", "make", "name_of", "rows_of", "sample",
           "supporting"]  # fmt: skip
