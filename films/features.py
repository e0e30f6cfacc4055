"""Features in lists: on their own page, on the front page, below an article, on pages that they pick."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from films.cards import FilmCard, card, columns
from films.models import Feature, FeaturePick, FeatureText
from wiki.entry_types import registry
from wiki.title_language import COLUMNS, Titles, of_row

#: Posters on the cover of an article.
COVER = 5
#: Articles that stand below another one.
OTHERS = 3
_COLUMNS = ("pk", "slug", *COLUMNS, "byline", "published_on", "created_at", "deck", "told")


@dataclass
class Teaser:
    """An article as it stands on a shelf; ``lang`` is that of its deck where it is not the reader's."""

    pk: int
    names: Titles
    url: str
    deck: str
    byline: str
    dated: datetime.date
    lang: str = ""
    cover: list[FilmCard] = field(default_factory=list)


def latest() -> QuerySet[Any]:
    """Articles that readers may see, as rows for ``teasers``; the latest come first."""
    rows = Feature.objects.visible().exclude(created_at=None)
    told = FeatureText.objects.filter(feature=OuterRef("pk"), language=get_language() or "")
    rows = rows.annotate(told=Subquery(told.values("deck")[:1]))
    return rows.order_by("-created_at", "-pk").values(*_COLUMNS)


def teasers(rows: Iterable[dict[str, Any]]) -> list[Teaser]:
    """Rows of ``latest`` with their covers. One query for these."""
    found = [_teaser(row) for row in rows]
    covers: dict[int, dict[int, FilmCard]] = {each.pk: {} for each in found}
    picks = FeaturePick.objects.filter(
        feature__in=list(covers), film__hidden=False, film__merged_into=None
    )
    in_order = picks.order_by("feature", "position", "pk")
    for row in in_order.values(*columns("film__"), of=F("feature")) if covers else ():
        cover = covers[row["of"]]
        if len(cover) < COVER:
            cover.setdefault(row["film__pk"], card(row, "film__"))
    for each in found:
        each.cover = list(covers[each.pk].values())
    return found


def _teaser(row: dict[str, Any]) -> Teaser:
    spoken, written = get_language(), settings.GENGA_CONTENT_LANGUAGE
    return Teaser(
        pk=row["pk"],
        names=of_row(row),
        url=registry["feature"].url(row["pk"], row["slug"]),
        deck=row["told"] or row["deck"],
        byline=row["byline"],
        dated=row["published_on"] or timezone.localdate(row["created_at"]),
        lang="" if row["told"] or spoken == written else written,
    )


def others_than(pk: int) -> list[Teaser]:
    """The latest articles besides one. Two queries."""
    return teasers(latest().exclude(pk=pk)[:OTHERS])
