"""What other sites show of the catalogue's pages when somebody shares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from films.linked_data import summary
from films.share_cards import of_film, of_page
from wiki.open_web import Shared, absolute
from wiki.pages import Page


def film(page: Page, context: Mapping[str, Any]) -> Shared:
    """A film, with its year, its runtime in seconds and who directed it."""
    shown = context["film"]
    title = f"{shown['title']} ({shown['year']})" if shown["year"] else shown["title"]
    released = sorted(
        row["datetime"] for group in shown["releases"] for row in group["rows"] if row["datetime"]
    )
    more = [("video:director", absolute(who["url"])) for who in shown["directors"] if who["url"]]
    if shown["runtime"]:
        more.append(("video:duration", str(60 * shown["runtime"])))
    if released:
        more.append(("video:release_date", released[0]))
    about = summary(page.texts) or " · ".join(filter(None, (title, str(shown["kind"]))))
    return Shared("video.movie", title, about, of_page(page), tuple(more))


def segment(shown: Mapping[str, Any], film: Any) -> Shared:
    """One segment of a film, with the film's picture."""
    each, whole = shown["segment"], shown["film"]
    title = f"{each['title']} – {whole['title']}"
    title = f"{title} ({whole['year']})" if whole["year"] else title
    return Shared("video.movie", title, summary(each["texts"]), of_film(film))


def person(page: Page, context: Mapping[str, Any]) -> Shared:
    """Somebody who works on films."""
    return _entry(page, context, "profile")


def feature(page: Page, context: Mapping[str, Any]) -> Shared:
    """An article, with its day and what it is about."""
    more = [("article:published_time", context["dated"].isoformat())]
    if page.entry is not None and page.entry.changed_at:
        more.append(("article:modified_time", page.entry.changed_at.isoformat()))
    more += [("article:tag", label.title) for label in context["about"]]
    shared = _entry(page, context, "article")
    return replace(shared, more=tuple(more))


def entry(page: Page, context: Mapping[str, Any]) -> Shared:
    """Any other page."""
    return _entry(page, context, "website")


def _entry(page: Page, context: Mapping[str, Any], kind: str) -> Shared:
    title = str(context["title"])
    about = summary(page.texts)
    if not about and context.get("summary"):
        about = f"{title}: {context['summary']}"
    return Shared(kind, title, about, of_page(page))
