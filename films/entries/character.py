"""A character of films: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import gaps, hints, linked_data, notes, search_facts, sharing
from films.entries import guides
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
    Character,
    CharacterClaim,
    CharacterDispute,
    CharacterImage,
    CharacterLink,
    CharacterName,
    CharacterText,
)
from films.pages import character as character_page
from wiki.entry_types import EntryType, Section, registry

character = registry.register(
    EntryType(
        Character,
        segment="characters",
        fields=("deck", "description"),
        parts=(
            names(CharacterName),
            texts(CharacterText),
            images(CharacterImage),
            links(CharacterLink),
            disputes(CharacterDispute, CharacterClaim),
        ),
        sections=(
            Section("names", _("Names"), parts=("charactername",), area="names"),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("charactertext"),
            images_section("characterimage"),
            Section("links", _("Links"), parts=("characterlink",), area="relations"),
            disputes_section("characterdispute"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="charactername",
        page=character_page.page,
        notes=notes.character,
        hints=hints.names,
        search_facts=search_facts.character,
        found_with=partial(search_facts.films_with, Appearance, "character"),
        external_ids=partial(external_ids, CharacterLink, "character"),
        by_external_id=partial(by_external_id, CharacterLink, "character"),
        linked_data=linked_data.thing,
        sharing=sharing.entry,
        quality=gaps.character,
    )
)
