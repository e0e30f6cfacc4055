"""What films are associated with: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import links, names, texts, texts_section
from films.external_ids import by_external_id, external_ids
from films.models import Thing, ThingLink, ThingName, ThingText
from films.pages import thing as thing_page
from wiki.entry_types import EntryType, Section, registry

thing = registry.register(
    EntryType(
        Thing,
        segment="things",
        fields=("kind", "year", "deck", "description"),
        parts=(names(ThingName), texts(ThingText), links(ThingLink)),
        sections=(
            Section("names", _("Names"), parts=("thingname",), area="names"),
            Section("general", _("Facts"), fields=("kind", "year")),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("thingtext"),
            Section("links", _("Links"), parts=("thinglink",), area="relations"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="thingname",
        page=thing_page.page,
        notes=notes.thing,
        hints=hints.names,
        search_facts=partial(search_facts.counted, Thing, "associations__film"),
        external_ids=partial(external_ids, ThingLink, "thing"),
        by_external_id=partial(by_external_id, ThingLink, "thing"),
        linked_data=linked_data.thing,
        sharing=sharing.entry,
    )
)
