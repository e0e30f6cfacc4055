"""What films are about: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import links, names, texts, texts_section
from films.external_ids import by_external_id, external_ids
from films.models import Theme, ThemeLink, ThemeName, ThemeText
from films.pages import theme as theme_page
from wiki.entry_types import EntryType, Section, registry

theme = registry.register(
    EntryType(
        Theme,
        segment="themes",
        fields=("deck", "description"),
        parts=(names(ThemeName), texts(ThemeText), links(ThemeLink)),
        sections=(
            Section("names", _("Names"), parts=("themename",), area="names"),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("themetext"),
            Section("links", _("Links"), parts=("themelink",), area="relations"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="themename",
        page=theme_page.page,
        notes=notes.theme,
        hints=hints.names,
        search_facts=partial(search_facts.counted, Theme, "film_rows__film"),
        external_ids=partial(external_ids, ThemeLink, "theme"),
        by_external_id=partial(by_external_id, ThemeLink, "theme"),
        linked_data=linked_data.term,
        sharing=sharing.entry,
    )
)
