"""The formats that lists come in: one module for each, with ``NAME``, ``LABEL`` and ``read``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.moving.files import Source, check_count
from accounts.moving.formats import anidb, anilist, kitsu, letterboxd, mal, own, shikimori
from accounts.moving.rows import Read

#: Those that are surest of themselves first.
FORMATS: dict[str, Any] = {
    each.NAME: each for each in (own, letterboxd, anidb, shikimori, kitsu, anilist, mal)
}


def label(name: str) -> str:
    """What a format is called."""
    return str(FORMATS[name].LABEL) if name in FORMATS else name


def read(source: Source) -> tuple[str, Read]:
    """The name of a file's format, and what the file holds. Raises ``ValidationError``."""
    for name, each in FORMATS.items():
        found = each.read(source)
        if found is not None:
            _check(found)
            return name, found
    raise ValidationError(
        _("This is no list that can be read here. Send the file as the other site gave it.")
    )


def _check(found: Read) -> None:
    check_count(len(found.rows))
    if not found.rows:
        raise ValidationError(_("The list in this file has no rows."))
