"""Which links identify a film, a person or a company, so that imports may recognise it by them."""

from __future__ import annotations

from films.sites import SITES

#: Databases with an entry of their own for each thing, most trusted first. The rest are addresses
#: that several things may share.
IDENTIFYING = (
    "anilist", "mal", "anidb", "madb", "bangumi", "tmdb", "imdb", "wikidata", "ann", "kitsu",
    "animeplanet", "livechart", "anisearch", "animecountdown", "simkl", "notify",
)  # fmt: skip


def identifies(site: str, value: str) -> bool:
    """Whether a link is an identifier of one thing."""
    return site in SITES and site in IDENTIFYING and bool(value)


def by_trust(links: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The identifiers among ``links`` (site, value), most trusted first."""
    own = [link for link in links if identifies(*link)]
    return tuple(sorted(own, key=lambda link: IDENTIFYING.index(link[0])))
