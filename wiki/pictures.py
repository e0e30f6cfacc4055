"""What the engine does about pictures that change sets name: known, published, seen, used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wiki.changesets import Change
from wiki.entry_types import Part, registry
from wiki.exceptions import InvalidChange
from wiki.models import Picture, PictureUpload
from wiki.picture_fields import PictureValue
from wiki.picture_names import PictureName
from wiki.policy import policy


def pictures_in(changes: Iterable[Change]) -> Iterator[tuple[str, str, PictureName]]:
    """Row, field and name of every picture that ``changes`` bring."""
    for change in changes:
        shape = registry.shapes.get(change["key"].partition(":")[0])
        if shape is None or change["op"] == "-":
            continue
        for spec in shape.columns:
            pair = change["fields"].get(spec.name)
            if pair and isinstance(spec, PictureValue) and (name := PictureName.read(pair[1])):
                yield change["key"], spec.name, name


def require_kept(changes: Iterable[Change]) -> None:
    """Raise ``InvalidChange`` for names of pictures that nobody has sent. One query, if any."""
    wanted = list(pictures_in(changes))
    if not wanted:
        return
    digests = {name.digest for _key, _field, name in wanted}
    kept = {picture.name for picture in Picture.objects.filter(digest__in=digests)}
    errors: dict[str, dict[str, list[str]]] = {}
    for key, field, name in wanted:
        if name not in kept:
            text = _("This picture is not here. Send its file.")
            errors.setdefault(key, {})[field] = [text]
    if errors:
        raise InvalidChange(errors)


def publish(changes: Iterable[Change], now: datetime) -> None:
    """Let everybody see the pictures that a revision names."""
    digests = {name.digest for _key, _field, name in pictures_in(changes)}
    if digests:
        Picture.objects.filter(digest__in=digests, published_at=None).update(published_at=now)


def may_see(user: Any, picture: Picture) -> bool:
    """Published pictures are for everybody, others for who sent them and for moderators."""
    if picture.published_at is not None:
        return True
    if not user.is_authenticated:
        return False
    own = PictureUpload.objects.filter(picture=picture, user=user)
    return policy().may_moderate(user) or own.exists()


@dataclass(frozen=True)
class Use:
    """A row that shows a picture: the key of its page, and the row itself."""

    entry: str
    row: Any


def uses(names: Iterable[str], *, most: int | None = 50) -> dict[str, list[Use]]:
    """The rows of visible pages that show pictures, by the picture's name.

    One query for each kind of row that can; ``most`` rows of each kind.
    """
    wanted = set(names)
    found: dict[str, list[Use]] = {}
    if not wanted:
        return found
    for shape in registry.shapes.values():
        for spec in shape.columns:
            if not isinstance(spec, PictureValue) or not isinstance(shape, Part):
                continue
            path, kind = shape.entry_path, shape.entry_type.name
            visible = {f"{path}__hidden": False, f"{path}__merged_into": None}
            rows = shape.model._base_manager.filter(**{f"{spec.name}__in": wanted}, **visible)
            for row in rows.order_by("pk")[:most]:
                use = Use(f"{kind}:{getattr(row, f'{path}_id')}", row)
                found.setdefault(getattr(row, spec.name), []).append(use)
    return found
