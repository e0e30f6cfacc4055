"""The film: its fields, its parts, and the sections of its page and form."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from films import gaps, hints, linked_data, notes, search_facts, sharing
from films.adult import is_for_adults
from films.credit_tool import PasteCredits
from films.entries import guides
from films.entries.role_field import RoleField
from films.entries.rows import (
    disputes,
    disputes_section,
    images,
    images_section,
    links,
    names,
    texts,
    texts_section,
)
from films.external_ids import by_external_id, external_ids
from films.models import (
    Appearance,
    Association,
    Availability,
    CompanyCredit,
    Credit,
    Cut,
    DubVersion,
    Film,
    FilmClaim,
    FilmDispute,
    FilmImage,
    FilmLink,
    FilmName,
    FilmText,
    ImageKind,
    Membership,
    Relation,
    Release,
    Segment,
    SegmentName,
    SegmentText,
    Similarity,
    Song,
    SongCredit,
    SongName,
    VoiceRole,
)
from films.pages import film as film_page
from films.pages import images as images_page
from wiki.changesets import Document
from wiki.entry_types import EntryType, Part, Section, registry
from wiki.partial_dates import year_of


def derive(key: str, document: Document) -> dict[str, Any]:
    """The year of the earliest release, the poster, and whether a board keeps it for adults."""
    releases = [fields for row, fields in document.items() if row.startswith("release:")]
    dates = (year_of(fields.get("date") or "") for fields in releases)
    years = [year for year in dates if year is not None]
    return {
        "year": min(years) if years else None,
        "poster": images_page.chosen(document, "filmimage", ImageKind.POSTER),
        "adult": any(
            is_for_adults(each.get("rating_system") or "", each.get("rating") or "")
            for each in releases
        ),
    }


film = registry.register(
    EntryType(
        Film,
        segment="films",
        fields=(
            "kind",
            "original_language",
            "country",
            "runtime",
            "source_work",
            "deck",
            "description",
            "genres",
            "themes",
        ),
        parts=(
            names(FilmName),
            Part(
                Segment,
                fields=("number", "runtime", "source_work", "deck", "description"),
                natural_key=("number",),
                ordered=False,
                wide=("source_work", "deck", "description"),
                guidance=guides.SEGMENTS,
                parts=(names(SegmentName), texts(SegmentText)),
            ),
            Part(
                Cut,
                fields=("kind", "name", "runtime", "segments", "note"),
                natural_key=("kind", "name"),
                guidance=guides.CUTS,
            ),
            Part(
                Release,
                fields=(
                    "country",
                    "date",
                    "medium",
                    "title",
                    "rating_system",
                    "rating",
                    "runtime",
                    "cut",
                    "distributor",
                    "note",
                ),
                natural_key=("country", "medium", "title"),
                advanced=("rating_system", "rating", "runtime", "cut", "distributor", "note"),
                guidance=guides.RELEASES,
            ),
            Part(
                DubVersion,
                fields=(
                    "language",
                    "original",
                    "country",
                    "studio",
                    "year",
                    "director",
                    "note",
                ),
                natural_key=("language", "original", "studio", "year"),
                advanced=("note",),
                guidance=guides.DUBS,
            ),
            Part(
                Song,
                fields=("kind", "segment", "note"),
                natural_key=("kind", "segment", "position"),
                parts=(
                    names(SongName),
                    Part(
                        SongCredit,
                        fields=("role", "person", "credited_as"),
                        natural_key=("role", "person", "credited_as"),
                    ),
                ),
            ),
            Part(
                Credit,
                fields=("role", "person", "credited_as", "segment", "role_text", "note"),
                natural_key=("role", "role_text", "person", "credited_as", "segment"),
                field_classes={"role": RoleField},
                advanced=("role_text", "note"),
                guidance=guides.CREDITS,
            ),
            Part(
                CompanyCredit,
                fields=("role", "company", "segment", "note"),
                natural_key=("role", "company", "segment"),
                guidance=guides.COMPANIES,
            ),
            Part(
                Appearance,
                fields=("character", "importance", "segment", "note", "spoiler"),
                natural_key=("character", "segment"),
                guidance=guides.APPEARANCES,
                parts=(
                    Part(
                        VoiceRole,
                        fields=("dub", "person", "credited_as", "note"),
                        natural_key=("dub", "person", "credited_as"),
                        guidance=guides.VOICES,
                    ),
                ),
            ),
            Part(
                Relation,
                fields=("kind", "other", "note"),
                natural_key=("other",),
                parent_field="film",
                guidance=guides.RELATIONS,
            ),
            Part(
                Similarity,
                fields=("other", "reason"),
                natural_key=("other",),
                parent_field="film",
                guidance=guides.SIMILAR,
            ),
            Part(
                Association,
                fields=("thing", "segment", "note", "spoiler"),
                natural_key=("thing", "segment"),
            ),
            Part(
                Membership,
                fields=("franchise", "release_order", "story_order", "note"),
                natural_key=("franchise",),
            ),
            Part(
                Availability,
                fields=(
                    "service",
                    "kind",
                    "countries",
                    "url",
                    "since",
                    "until",
                    "checked_on",
                    "note",
                ),
                natural_key=("service", "kind", "countries"),
                wide=("url", "note"),
            ),
            texts(FilmText),
            images(FilmImage, "segment"),
            links(FilmLink),
            disputes(FilmDispute, FilmClaim),
        ),
        sections=(
            Section(
                "general",
                _("General information"),
                fields=(
                    "kind",
                    "original_language",
                    "country",
                    "runtime",
                    "source_work",
                    "genres",
                    "themes",
                ),
            ),
            Section("names", _("Names"), parts=("filmname",), area="names"),
            Section("story", _("Story"), fields=("deck", "description"), area="text"),
            texts_section("filmtext"),
            images_section("filmimage"),
            Section("segments", _("Segments"), parts=("segment",)),
            Section(
                "credits",
                _("Staff"),
                parts=("credit", "companycredit"),
                area="credits",
                tools=(PasteCredits(),),
            ),
            Section(
                "characters",
                _("Characters and voices"),
                parts=("dubversion", "appearance"),
                area="credits",
            ),
            Section("songs", _("Songs"), parts=("song",), area="credits"),
            Section("releases", _("Releases and cuts"), parts=("cut", "release"), area="releases"),
            Section("watch", _("Where to watch"), parts=("availability",), area="releases"),
            Section(
                "relations",
                _("Franchise and relations"),
                parts=("membership", "relation"),
                area="relations",
            ),
            Section("similar", _("Similar films"), parts=("similarity",), area="relations"),
            Section("associations", _("Associations"), parts=("association",), area="relations"),
            Section("links", _("Links"), parts=("filmlink",), area="relations"),
            disputes_section("filmdispute"),
        ),
        wide=("source_work", "deck"),
        guidance=guides.FILM,
        names_part="filmname",
        search_parts=("segmentname",),
        derive=derive,
        page=film_page.page,
        notes=notes.film,
        hints=hints.film,
        search_facts=search_facts.film,
        found_with=search_facts.of_films,
        external_ids=partial(external_ids, FilmLink, "film"),
        by_external_id=partial(by_external_id, FilmLink, "film"),
        linked_data=linked_data.film,
        sharing=sharing.film,
        quality=gaps.film,
    )
)
