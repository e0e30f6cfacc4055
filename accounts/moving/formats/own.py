"""This site's own export: ``account.json``, or the archive that holds it (``accounts.moving.exports``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Openness, Visibility, WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, as_json, check_count, decode
from accounts.moving.formats.own_diary import with_diary
from accounts.moving.formats.own_opinions import with_pairs, with_reviews
from accounts.moving.rows import ListRead, Read, Row
from films.sites import SITES

NAME, LABEL = "genga", _("this site")
#: What tells the file, and the shape that it has.
MARK, VERSION = "genga_account", 1
FILE = "account.json"
_BESIDE_LISTS = ("watch_list", "diary", "reviews", "recommendations")


def read(source: Source) -> Read | None:
    """What the file holds; ``None`` if it is another site's. Raises ``ValidationError``."""
    if len(source.members) > 1 and FILE in source.members:
        told = as_json(decode(source.members[FILE]))
    else:
        told = source.json
    if not isinstance(told, dict) or MARK not in told:
        return None
    listed = sum(len(list(_dicts(each.get("rows")))) for each in _dicts(told.get("lists")))
    watched = sum(len(list(_dicts(told.get(name)))) for name in _BESIDE_LISTS)
    check_count(watched + listed)
    here = told.get("site") == settings.GENGA_SITE_URL
    found = [row for each in _dicts(told.get("watch_list")) if (row := _viewing(each, here))]
    about = partial(_about, here=here)
    found = with_diary(found, _dicts(told.get("diary")), about)
    found = with_reviews(found, _dicts(told.get("reviews")), about)
    found = with_pairs(found, _dicts(told.get("recommendations")), about)
    lists: list[ListRead] = []
    for each in _dicts(told.get("lists")):
        place = len(lists)
        lists.append(_list_of(each))
        found += [row for item in _dicts(each.get("rows")) if (row := _listed(item, here, place))]
    return Read(found, lists)


def _dicts(told: Any) -> Iterator[dict[str, Any]]:
    return (each for each in told if isinstance(each, dict)) if isinstance(told, list) else iter(())


def _about(told: dict[str, Any], here: bool) -> dict[str, Any] | None:
    """Which film, segment or person a row is about; ids are good on the site that gave them."""
    person = isinstance(told.get("person"), dict)
    about = told.get("person") if person else told.get("film")
    if not isinstance(about, dict):
        return None
    links = about.get("links")
    ids = {"genga": rows.site_id(about.get("id"))} if here else {}
    for site, value in links.items() if isinstance(links, dict) else ():
        if site in SITES and len(ids) < rows.MOST_IDS:
            ids[site] = rows.text(value, 500)
    return {
        "title": rows.text(about.get("title")),
        "titles": rows.titles([about.get("native")]),
        "year": rows.year(about.get("year")),
        "ids": {site: value for site, value in ids.items() if value},
        "film": not person,
        "person": person,
        "segment": rows.whole(told.get("segment")) or None,
    }


def _viewing(told: dict[str, Any], here: bool) -> Row | None:
    about = _about(told, here)
    if about is None or about["person"]:
        return None
    status = told.get("status")
    return Row(
        **about,
        status=status if status in WatchStatus.values else "",
        score=rows.score(told.get("score"), 100),
        times=rows.times(told.get("times")),
        started=rows.date(told.get("started")),
        finished=rows.date(told.get("finished")),
        notes=rows.long_text(told.get("notes")),
        private=told.get("private") is True,
        changed=rows.moment(told.get("changed")),
    ).tidied()


def _listed(told: dict[str, Any], here: bool, place: int) -> Row | None:
    about = _about(told, here)
    if about is None:
        return None
    return Row(**about, notes=rows.text(told.get("note"), rows.LONGEST_NOTE), list=place)


def _list_of(told: dict[str, Any]) -> ListRead:
    tags = told.get("tags")
    visibility, openness = told.get("visibility"), told.get("openness")
    return ListRead(
        title=rows.text(told.get("title"), 150) or str(_("List")),
        description=rows.long_text(told.get("description"), 10_000),
        ranked=told.get("ranked") is True,
        visibility=visibility if visibility in Visibility.values else "",
        openness=openness if openness in Openness.values else "",
        tags=tuple(rows.text(tag, 40) for tag in tags)[:12] if isinstance(tags, list) else (),
    )
