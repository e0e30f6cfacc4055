"""What the page of a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from accounts.lists import rows
from accounts.lists.paging import Pages
from accounts.lists.progress import progress
from accounts.lists.rights import Rights, may_remove
from accounts.lists.upkeep import COVER
from accounts.models import FilmList, ListComment, ListItem, ListLike
from wiki import markdown

#: Comments of one page, the latest.
MOST_COMMENTS = 100


@dataclass(frozen=True)
class Said:
    """A comment; ``removable`` by the reader."""

    comment: ListComment
    removable: bool

    @property
    def html(self) -> SafeString:
        """The text, harmless."""
        return markdown.render(self.comment.text)


def talk(of: FilmList, user: Any, may: Rights) -> list[Said]:
    """What was said about a list, the oldest of the latest ones first. One query."""
    shown = of.comments.filter(hidden=False).select_related("author")
    comments = shown.order_by("-created_at", "-pk")[:MOST_COMMENTS]
    return [Said(each, may_remove(user, each, may)) for each in reversed(comments)]


def likes(of: FilmList, user: Any) -> bool:
    """Whether a user likes a list. One query, none for strangers."""
    if not user.is_authenticated:
        return False
    return ListLike.objects.filter(list=of, user=user).exists()


def shown_on(of: FilmList, user: Any, may: Rights, pages: Pages, view: str) -> dict[str, Any]:
    """A page of a list, as its template wants it.

    ``view`` is how the reader wants to see rows; who has not said gets posters where there is nothing
    else to see.
    """
    found = rows.page_of(ListItem.objects.filter(list=of), start=pages.start)
    plain = all(row.shown.kind == "film" and not row.note for row in found)
    films = {row.shown.film.pk: row.shown.film for row in found if row.shown.film}
    return {
        "list": of,
        "may": may,
        "rows": found,
        "progress": progress(of, user),
        "pages": pages,
        "view": view or ("posters" if plain else "rows"),
        "cover": [*films.values()][:COVER] if pages.number == 1 else [],
        "description": markdown.render(of.description),
        "told": markdown.excerpt(of.description),
        "tags": list(of.tags.all()),
        "likes": may.like and likes(of, user),
        "talk": talk(of, user, may),
        "waiting": of.proposals.count() if may.arrange else 0,
    }
