"""Sites that links and external ids point at, and how an identifier becomes an address.

A link's ``value`` is the identifier alone where the site has one (``1462`` for AniList), else the
whole address. The patterns are the sites' public addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Site:
    """A site. ``urls`` maps an entry type's name to a pattern with ``{}`` for the identifier."""

    code: str
    label: Any
    urls: dict[str, str]

    def url(self, type_name: str, value: str) -> str:
        """The address that ``value`` stands for; "" when the site has no page for that type."""
        if value.startswith(("https://", "http://")):
            return value
        pattern = self.urls.get(type_name, "")
        return pattern.format(value) if pattern else ""


SITES: dict[str, Site] = {
    site.code: site
    for site in (
        Site("official", _("Official site"), {}),
        Site("anilist", "AniList", {
            "film": "https://anilist.co/anime/{}",
            "person": "https://anilist.co/staff/{}",
            "character": "https://anilist.co/character/{}",
            "company": "https://anilist.co/studio/{}",
        }),
        Site("mal", "MyAnimeList", {
            "film": "https://myanimelist.net/anime/{}",
            "person": "https://myanimelist.net/people/{}",
            "character": "https://myanimelist.net/character/{}",
            "company": "https://myanimelist.net/anime/producer/{}",
        }),
        Site("anidb", "AniDB", {
            "film": "https://anidb.net/anime/{}",
            "person": "https://anidb.net/creator/{}",
            "character": "https://anidb.net/character/{}",
            "company": "https://anidb.net/creator/{}",
        }),
        Site("ann", "Anime News Network", {
            "film": "https://www.animenewsnetwork.com/encyclopedia/anime.php?id={}",
            "person": "https://www.animenewsnetwork.com/encyclopedia/people.php?id={}",
            "company": "https://www.animenewsnetwork.com/encyclopedia/company.php?id={}",
        }),
        Site("kitsu", "Kitsu", {"film": "https://kitsu.app/anime/{}"}),
        Site("animeplanet", "Anime-Planet", {"film": "https://www.anime-planet.com/anime/{}"}),
        Site("livechart", "LiveChart", {"film": "https://www.livechart.me/anime/{}"}),
        Site("anisearch", "aniSearch", {"film": "https://www.anisearch.com/anime/{}"}),
        Site("animecountdown", "AnimeCountdown", {"film": "https://animecountdown.com/{}"}),
        Site("simkl", "Simkl", {"film": "https://simkl.com/anime/{}"}),
        Site("notify", "Notify.moe", {"film": "https://notify.moe/anime/{}"}),
        Site("tmdb", "TMDB", {
            "film": "https://www.themoviedb.org/{}",
            "person": "https://www.themoviedb.org/person/{}",
            "company": "https://www.themoviedb.org/company/{}",
        }),
        Site("imdb", "IMDb", {
            "film": "https://www.imdb.com/title/{}/",
            "person": "https://www.imdb.com/name/{}/",
            "company": "https://www.imdb.com/company/{}/",
        }),
        Site("wikidata", "Wikidata", dict.fromkeys(("film", "person", "character", "company", "franchise", "genre", "theme", "thing", "service"), "https://www.wikidata.org/wiki/{}")),
        Site("bangumi", "Bangumi", {
            "film": "https://bgm.tv/subject/{}",
            "person": "https://bgm.tv/person/{}",
            "character": "https://bgm.tv/character/{}",
        }),
        Site("madb", _("Media Arts Database"), {
            "film": "https://mediaarts-db.artmuseums.go.jp/id/{}",
            "person": "https://mediaarts-db.artmuseums.go.jp/id/{}",
        }),
        Site("x", "X", dict.fromkeys(("film", "person", "company", "franchise"), "https://x.com/{}")),
        Site("web", _("Web page"), {}),
    )
}  # fmt: skip
CHOICES = [(site.code, site.label) for site in SITES.values()]
