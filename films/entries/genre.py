"""A genre: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import links, names, texts, texts_section
from films.external_ids import by_external_id, external_ids
from films.models import Genre, GenreLink, GenreName, GenreText
from films.pages import genre as genre_page
from wiki.entry_types import EntryType, Section, registry

genre = registry.register(
    EntryType(
        Genre,
        segment="genres",
        fields=("deck", "description"),
        parts=(names(GenreName), texts(GenreText), links(GenreLink)),
        sections=(
            Section("names", _("Names"), parts=("genrename",), area="names"),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("genretext"),
            Section("links", _("Links"), parts=("genrelink",), area="relations"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="genrename",
        page=genre_page.page,
        notes=notes.genre,
        hints=hints.names,
        search_facts=partial(search_facts.counted, Genre, "film_rows__film"),
        external_ids=partial(external_ids, GenreLink, "genre"),
        by_external_id=partial(by_external_id, GenreLink, "genre"),
        linked_data=linked_data.term,
        sharing=sharing.entry,
    )
)
