"""What an owner says of a list: its title, whether it is ranked, who sees it, its tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from accounts.blocks import who_block
from accounts.models import FilmList, ListTag, Openness, Visibility
from wiki.exceptions import WikiError

#: Tags of one list, and letters of one tag, at most.
MOST_TAGS, LONGEST_TAG = 12, 40
#: Users who keep a list with its owner, at most.
MOST_EDITORS = 20
_FIELDS = ("title", "description", "ranked", "visibility", "openness")


class Unwilling(WikiError):
    """Somebody who should keep the list has blocked its owner."""

    status = 403
    message = gettext_lazy("This member does not want to hear from you.")


@dataclass(frozen=True)
class Words:
    """The settings of a list, checked by ``accounts.lists.forms.ListForm``."""

    title: str
    description: str = ""
    ranked: bool = False
    visibility: str = Visibility.PUBLIC
    openness: str = Openness.CLOSED
    tags: tuple[str, ...] = ()
    editors: tuple[Any, ...] = field(default=())

    def put(self, into: FilmList) -> list[str]:
        """Set the fields of a list that is not saved yet; return the names of those that differ."""
        changed = [name for name in _FIELDS if getattr(into, name) != getattr(self, name)]
        for name in changed:
            setattr(into, name, getattr(self, name))
        if "title" in changed:
            into.slug = slugify(self.title)[:80].strip("-")
            changed.append("slug")
        return changed

    def put_beside(self, saved: FilmList) -> list[str]:
        """Write the tags and the editors of a saved list; return the names of what differs.

        Raises ``Unwilling``: nobody keeps a list with whom they have blocked.
        """
        changed = []
        if set(saved.tags.values_list("name", flat=True)) != set(self.tags):
            saved.tags.all().delete()
            ListTag.objects.bulk_create(tags_of(saved, self.tags))
            changed.append("tags")
        editors = {user.pk for user in self.editors} - {saved.owner_id}
        present = set(saved.editors.values_list("pk", flat=True))
        if present != editors:
            if who_block(saved.owner_id, editors - present):
                raise Unwilling
            saved.editors.set(editors)
            changed.append("editors")
        return changed


def tags_of(saved: FilmList, names: Iterable[str]) -> list[ListTag]:
    """Rows for tags, not saved yet, each word once."""
    by_slug = {tag_slug(name): name for name in reversed(list(names))}
    return [ListTag(list=saved, name=name, slug=slug) for slug, name in by_slug.items() if slug]


def tag_slug(name: str) -> str:
    """The word of a tag in addresses: ``Cyber punk`` and ``cyber-punk`` are one."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return slugify(folded, allow_unicode=True)[:LONGEST_TAG]
