"""How far the catalogue has come: the share of films that have each fact, by decade, year and franchise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from films.film_filters import decade_label
from films.gaps import progress_gaps
from films.models import Film, Franchise
from wiki import title_language
from wiki.entry_types import registry
from wiki.keyset import Keyset, KeysetPage
from wiki.quality.tallies import Share, Tally
from wiki.title_language import of_row

FRANCHISES = 40
_LARGEST = Keyset("-films_in_it", "sort_title", "pk")


@dataclass(frozen=True)
class Cell:
    """One fact in one line; ``url`` lists the films that lack it, "" if none does."""

    share: Share
    url: str


@dataclass(frozen=True)
class Line:
    """A decade, year or franchise with its number of films. ``url`` leads to it, "" where it has no page."""

    label: str | SafeString
    url: str
    total: int
    cells: list[Cell]


def by_decade(tally: Tally) -> list[Line]:
    """Every decade, the latest first; films without a date last."""
    lines = []
    for decade, group in tally.by_group(progress_gaps(), 10).items():
        if decade is None:
            lines.append(_line(_("Without a date"), "", group, ""))
            continue
        query = f"year={decade}&year_to={decade + 9}"
        url = f"/missing/progress/?decade={decade}"
        lines.append(_line(decade_label(decade), url, group, query))
    return lines


def by_year(tally: Tally, decade: int) -> list[Line]:
    """The years of a decade, the latest first."""
    return [
        _line(str(year), f"/years/{year}/", group, f"year={year}&year_to={year}")
        for year, group in tally.by_group(progress_gaps()).items()
        if year is not None and year // 10 * 10 == decade
    ]


def _line(label: str, url: str, group: Any, query: str) -> Line:
    return Line(label, url, group.total, [_cell(share, query) for share in group.shares])


def _cell(share: Share, query: str) -> Cell:
    missing = f"/missing/films/{share.gap.name}/"
    return Cell(share, (f"{missing}?{query}" if query else missing) if share.missing else "")


def by_franchise(parameters: QueryDict) -> tuple[list[Line], KeysetPage]:
    """A page of franchises, those with most films first. Two queries. Raises ``BadCursor``."""
    shown = Q(memberships__film__hidden=False, memberships__film__merged_into=None)
    counted = Franchise.objects.visible().annotate(
        films_in_it=Count("memberships__film", filter=shown, distinct=True)
    )
    rows = counted.values("pk", "slug", "sort_title", "films_in_it", *title_language.COLUMNS)
    page = _LARGEST.page(rows, parameters, size=FRANCHISES)
    shares = _shares([row["pk"] for row in page])
    url = registry["franchise"].url
    lines = [
        Line(
            of_row(row).html,
            url(row["pk"], row["slug"]),
            row["films_in_it"],
            [_cell(share, f"franchise={row['pk']}") for share in shares[row["pk"]]],
        )
        for row in page
    ]
    return lines, page


def _shares(franchises: Iterable[int]) -> Mapping[int, list[Share]]:
    """The shares of some franchises. One query, of a row for each of their films."""
    wanted = list(franchises)
    gaps = progress_gaps()
    flags: dict[str, Any] = {f"lacks_{gap.name}": gap.flag for gap in gaps}
    flags |= {f"of_{gap.name}": gap.can for gap in gaps if gap.of}
    films = Film.objects.visible().filter(memberships__franchise__in=wanted)
    rows = films.annotate(in_franchise=F("memberships__franchise"), **flags).order_by()
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows.values("pk", "in_franchise", *flags):
        for gap in gaps:
            counts[row["in_franchise"], f"of_{gap.name}"] += bool(row.get(f"of_{gap.name}", True))
            counts[row["in_franchise"], f"lacks_{gap.name}"] += bool(row[f"lacks_{gap.name}"])
    return {
        pk: [
            Share(gap, counts[pk, f"of_{gap.name}"], counts[pk, f"lacks_{gap.name}"])
            for gap in gaps
        ]
        for pk in wanted
    }
