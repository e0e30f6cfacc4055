"""Where films are watched: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import links, names, texts, texts_section
from films.external_ids import by_external_id, external_ids
from films.models import Service, ServiceLink, ServiceName, ServiceText
from films.pages import service as service_page
from wiki.entry_types import EntryType, Section, registry

service = registry.register(
    EntryType(
        Service,
        segment="services",
        fields=("kind", "deck", "description"),
        parts=(names(ServiceName), texts(ServiceText), links(ServiceLink)),
        sections=(
            Section("names", _("Names"), parts=("servicename",), area="names"),
            Section("general", _("Facts"), fields=("kind",)),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("servicetext"),
            Section("links", _("Links"), parts=("servicelink",), area="relations"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="servicename",
        page=service_page.page,
        notes=notes.service,
        hints=hints.names,
        search_facts=partial(search_facts.counted, Service, "availabilities__film"),
        external_ids=partial(external_ids, ServiceLink, "service"),
        by_external_id=partial(by_external_id, ServiceLink, "service"),
        linked_data=linked_data.service,
        sharing=sharing.entry,
    )
)
