"""Pages of the catalogue as data of schema.org, made from the document that the page has read.

What readers open a fold to see (spoilers), and entries that are hidden, are left out. No query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst

from films.models import AvailabilityKind, CompanyRole
from films.roles import DIRECTING
from films.share_cards import of_page, picture_of
from films.sites import SITES
from wiki.changesets import Document, Fields
from wiki.documents import Labels
from wiki.entry_types import registry
from wiki.markdown import excerpt
from wiki.open_web import Node, absolute, breadcrumbs, filled
from wiki.pages import Page
from wiki.picture_names import PictureName
from wiki.translations import Texts
from wiki.vocabularies import country_name

#: Which credits make somebody author or composer.
_AUTHORS = ("original_work", "writer", "series_composition")
_COMPOSERS = ("music",)
_PRODUCERS = (CompanyRole.ANIMATION, CompanyRole.PRODUCTION, CompanyRole.COMMITTEE)
#: On what terms one watches, as schema.org has words for it.
_TERMS: dict[str, str] = {
    AvailabilityKind.SUBSCRIPTION: "subscription",
    AvailabilityKind.FREE: "free",
    AvailabilityKind.RENT: "rental",
    AvailabilityKind.BUY: "purchase",
}
_DESCRIBED = 300


def summary(texts: Texts) -> str:
    """What a page is about in a sentence or two: its deck, else how its description begins."""
    return texts.deck.text or excerpt(texts.description.text, _DESCRIBED)


def film(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A film as a Movie."""
    rows = Rows(page.document, page.labels)
    fields = page.fields
    own = rows.of("credit", segment=None)
    released = sorted(row["date"] for row in rows.of("release") if row.get("date"))
    movie = {
        **_thing(page, "Movie", rows),
        **filled(
            datePublished=released[0] if released else None,
            duration=_duration(fields.get("runtime")),
            inLanguage=fields.get("original_language"),
            countryOfOrigin=_country(fields.get("country")),
            genre=[name for key in fields["genres"] if (name := rows.title(key))],
            keywords=[name for key in fields["themes"] if (name := rows.title(key))],
            contentRating=context["film"]["rating"],
            director=rows.people(own, DIRECTING) or rows.people(rows.of("credit"), DIRECTING),
            author=rows.people(own, _AUTHORS),
            musicBy=rows.people(own, _COMPOSERS) or rows.people(rows.of("credit"), _COMPOSERS),
            actor=list(rows.roles(fields.get("original_language") or "")),
            productionCompany=rows.producers(),
            hasPart=[_clip(each, rows) for each in context["film"]["segments"]],
            isPartOf=[
                node
                for row in rows.of("membership")
                if (node := rows.refer(row["franchise"], "MovieSeries"))
            ],
            potentialAction=list(_offers(rows)),
        ),
    }
    return [movie, _way(page, context)]


def segment(shown: Mapping[str, Any], document: Document, labels: Labels) -> list[Node]:
    """A segment as a Clip. ``shown`` is what its page shows."""
    rows = Rows(document, labels)
    each, whole = shown["segment"], shown["film"]
    part_of = filled(kind="Movie", name=whole["title"], url=absolute(whole["url"]))
    clip = {**_clip(each, rows), "isPartOf": part_of}
    films = str(capfirst(registry["film"].label_plural))
    steps = ((films, "/films/"), (whole["title"], whole["url"]), (each["title"], each["url"]))
    return [clip, breadcrumbs(steps)]


def site() -> Node:
    """The site, and how it is searched."""
    target = filled(kind="EntryPoint", urlTemplate=absolute("/search/?q={search_term_string}"))
    return filled(
        kind="WebSite",
        id=absolute("/"),
        name=str(settings.GENGA_SITE_NAME),
        url=absolute("/"),
        inLanguage=[code for code, _name in settings.LANGUAGES],
        potentialAction=filled(kind="SearchAction", target=target),
    )


def person(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A person; a group of people is an organisation."""
    rows = Rows(page.document, page.labels)
    fields = page.fields
    if fields["group"]:
        node = _thing(page, "PerformingGroup", rows)
        node |= filled(foundingDate=fields["born"], dissolutionDate=fields["died"])
    else:
        node = _thing(page, "Person", rows)
        node |= filled(birthDate=fields["born"], deathDate=fields["died"])
        node |= filled(birthPlace=_country(fields["country"]))
    return [node, _way(page, context)]


def company(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A company."""
    fields = page.fields
    node = _thing(page, "Organization", Rows(page.document, page.labels))
    node |= filled(foundingDate=fields["founded"], dissolutionDate=fields["closed"])
    node |= filled(location=_country(fields["country"]))
    return [node, _way(page, context)]


def franchise(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A franchise with its films, in the order of release."""
    films = [
        filled(kind="Movie", name=member.film.title, url=absolute(member.film.url))
        for member in context["released"]
    ]
    node = _thing(page, "MovieSeries", Rows(page.document, page.labels))
    return [{**node, **filled(hasPart=films)}, _way(page, context)]


def term(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A genre or a theme: a word of a list of words."""
    node = _thing(page, "DefinedTerm", Rows(page.document, page.labels))
    terms = filled(
        kind="DefinedTermSet",
        name=str(capfirst(page.entry_type.label_plural)),
        url=absolute(f"/{page.entry_type.segment}/"),
    )
    return [{**node, "inDefinedTermSet": terms}, _way(page, context)]


def service(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """Where films are watched."""
    return [_thing(page, "Service", Rows(page.document, page.labels)), _way(page, context)]


def thing(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """What schema.org has no word for: a character, a place or an object of films."""
    return [_thing(page, "Thing", Rows(page.document, page.labels)), _way(page, context)]


def feature(page: Page, context: Mapping[str, Any]) -> list[Node]:
    """A feature as an Article with the list of what it picks."""
    rows = Rows(page.document, page.labels)
    fields, entry = page.fields, page.entry
    thing = _thing(page, "Article", rows)
    byline = filled(kind="Person", name=fields["byline"]) if fields["byline"] else None
    site_itself = filled(kind="Organization", name=settings.GENGA_SITE_NAME, url=absolute("/"))
    picked = [_picked(pick) for pick in context["picks"]]
    article = {
        **thing,
        **filled(
            headline=thing["name"],
            mainEntityOfPage=absolute(page.url),
            author=byline or site_itself,
            publisher=site_itself,
            datePublished=context["dated"].isoformat(),
            dateModified=entry.changed_at.isoformat() if entry and entry.changed_at else None,
            keywords=[label.title for label in context["about"]],
            mainEntity=filled(
                kind="ItemList",
                itemListElement=[
                    {"@type": "ListItem", "position": at, "item": node}
                    for at, node in enumerate(filter(None, picked), start=1)
                ],
            ),
        ),
    }
    return [article, _way(page, context)]


def _picked(pick: Any) -> Node:
    """What an article picks: a film, a segment of one, or a person."""
    if pick.film is None:
        person = pick.person
        return filled(kind="Person", name=person.title, url=absolute(person.url)) if person else {}
    film = filled(kind="Movie", name=pick.film.title, url=absolute(pick.film.url))
    if pick.segment is None:
        return {**film, **filled(image=absolute(pick.film.poster))}
    part = filled(kind="Clip", name=pick.segment.title, url=absolute(pick.segment.url))
    return {**part, "isPartOf": film}


class Rows:
    """The rows of a document as nodes."""

    def __init__(self, document: Document, labels: Labels) -> None:
        self.document = document
        self.labels = labels

    def keyed(self, name: str) -> list[tuple[str, Fields]]:
        """Keys and rows of a part, in the order that editors gave them."""
        found = [(key, row) for key, row in self.document.items() if key.startswith(f"{name}:")]
        return sorted(found, key=lambda row: row[1].get("position") or 0)

    def of(self, name: str, **wanted: Any) -> list[Fields]:
        """The rows of a part whose fields are as ``wanted``."""
        rows = [row for _key, row in self.keyed(name)]
        return [row for row in rows if all(row.get(n) == value for n, value in wanted.items())]

    def title(self, key: str | None) -> str:
        """What an entry is called; "" for none and for one that is hidden."""
        label = self.labels[key] if key else None
        return label.title if label and not label.hidden else ""

    def refer(self, key: str | None, kind: str) -> Node:
        """An entry by name and address; empty for none and for one that is hidden."""
        title = self.title(key)
        if not key or not title:
            return {}
        return filled(kind=kind, name=title, url=absolute(self.labels[key].url))

    def who(self, row: Fields) -> Node:
        """Somebody credited: by their page, else by the name that was printed."""
        if row.get("person"):
            return self.refer(row["person"], "Person")
        printed = row.get("credited_as")
        return filled(kind="Person", name=printed) if printed else {}

    def people(self, credited: Iterable[Fields], roles: tuple[str, ...]) -> list[Node]:
        """Those of some roles, each once."""
        found = [self.who(row) for row in credited if row.get("role") in roles]
        return _each_once(found)

    def producers(self) -> list[Node]:
        """The companies that made the film, each once."""
        found = self.of("companycredit")
        made = [row["company"] for row in found if row.get("role") in _PRODUCERS]
        return _each_once(self.refer(key, "Organization") for key in made)

    def roles(self, language: str) -> Iterator[Node]:
        """Who lends a voice to whom in the original, without those that give the story away."""
        dubs = self.keyed("dubversion")
        original = [key for key, row in dubs if row.get("original")] or [
            key for key, row in dubs if language and row.get("language") == language
        ]
        appearances = dict(self.keyed("appearance"))
        for row in self.of("voicerole"):
            appearance = appearances.get(row.get("appearance") or "")
            if row.get("dub") not in original[:1] or appearance is None:
                continue
            if appearance.get("spoiler"):
                continue
            actor, name = self.who(row), self.title(appearance.get("character"))
            if actor and name:
                yield {"@type": "PerformanceRole", "actor": actor, "characterName": name}


def _each_once(nodes: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if node and node not in found:
            found.append(node)
    return found


def _thing(page: Page, kind: str, rows: Rows) -> Node:
    """What every page has: its names, what it is about, a picture, the same elsewhere."""
    names = page.entry_type.derive(page.key, page.document)
    kept = rows.of(page.entry_type.names_part, **_owner(page))
    texts = dict.fromkeys(row["text"] for row in kept)
    texts.pop(names["title"], None)
    return filled(
        kind=kind,
        id=absolute(page.url),
        name=names["title"],
        alternateName=list(texts),
        description=summary(page.texts),
        url=absolute(page.url),
        image=_pictures(page),
        sameAs=_elsewhere(page, rows),
    )


def _pictures(page: Page) -> list[str]:
    """The whole addresses of the page's own picture, if it has one, and of the card drawn for it."""
    name = PictureName.read(picture_of(page))
    own = [absolute(name.file_url(1280))] if name else []
    return [*own, of_page(page).url]


def _owner(page: Page) -> dict[str, str]:
    """What tells the names of the page itself from those of its rows."""
    return {page.entry_type.part(page.entry_type.names_part).parent_field: page.key}


def _elsewhere(page: Page, rows: Rows) -> list[str]:
    """The addresses of pages elsewhere that are about the same."""
    found = []
    for row in rows.of(f"{page.entry_type.name}link"):
        site = SITES.get(row.get("site") or "")
        url = site.url(page.entry_type.name, row.get("value") or "") if site else ""
        found.append(url)
    return list(filter(None, found))


def _clip(each: Mapping[str, Any], rows: Rows) -> Node:
    own = rows.of("credit", segment=each["key"])
    return filled(
        kind="Clip",
        name=each["title"],
        alternateName=[n["text"] for n in each["names"] if n["text"] != each["title"]],
        position=each["number"],
        timeRequired=_duration(each["runtime"]),
        description=each["deck"],
        url=absolute(each["url"]),
        director=rows.people(own, DIRECTING),
        author=rows.people(own, _AUTHORS),
        musicBy=rows.people(own, _COMPOSERS),
    )


def _offers(rows: Rows) -> Iterator[Node]:
    """Where it can be watched today, as far as it has an address."""
    today = timezone.localdate().isoformat()
    for row in rows.of("availability"):
        over = row.get("until") and row["until"] < today
        if over or not row.get("url"):
            continue
        yield filled(
            kind="WatchAction",
            target=filled(kind="EntryPoint", urlTemplate=row["url"]),
            expectsAcceptanceOf=filled(
                kind="Offer",
                category=_TERMS.get(row.get("kind") or ""),
                availabilityEnds=row.get("until") if len(row.get("until") or "") == 10 else None,
                seller=rows.refer(row.get("service"), "Organization"),
                eligibleRegion=[_country(code) for code in row.get("countries") or []],
            ),
        )


def _country(code: str | None) -> Node | None:
    return filled(kind="Country", name=country_name(code), identifier=code) if code else None


def _duration(minutes: int | None) -> str | None:
    return f"PT{minutes}M" if minutes else None


def _way(page: Page, context: Mapping[str, Any]) -> Node:
    """From the list of the type to the page."""
    listed = (str(capfirst(page.entry_type.label_plural)), f"/{page.entry_type.segment}/")
    return breadcrumbs((listed, (str(context["title"]), page.url)))
