"""A character of films: its fields, parts and sections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from films import notes
from films.entries.rows import links, names
from films.models import Character, CharacterLink, CharacterName
from films.pages import character as character_page
from wiki.entry_types import EntryType, Section, registry

character = registry.register(
    EntryType(
        Character,
        segment="characters",
        fields=("deck", "description"),
        parts=(names(CharacterName), links(CharacterLink)),
        sections=(
            Section("names", _("Names"), parts=("charactername",)),
            Section("story", _("About"), fields=("deck", "description")),
            Section("links", _("Links"), parts=("characterlink",)),
        ),
        wide=("deck",),
        names_part="charactername",
        page=character_page.page,
        notes=notes.character,
    )
)
