"""Somebody who made films or spoke in them: its fields, parts and sections."""

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
    Person,
    PersonClaim,
    PersonDispute,
    PersonImage,
    PersonLink,
    PersonName,
    PersonText,
)
from films.pages import person as person_page
from wiki.entry_types import EntryType, Section, registry

person = registry.register(
    EntryType(
        Person,
        segment="people",
        fields=("born", "died", "country", "group", "deck", "description"),
        parts=(
            names(PersonName),
            texts(PersonText),
            images(PersonImage),
            links(PersonLink),
            disputes(PersonDispute, PersonClaim),
        ),
        sections=(
            Section("names", _("Names"), parts=("personname",), area="names"),
            Section("general", _("Facts"), fields=("born", "died", "country", "group")),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("persontext"),
            images_section("personimage"),
            Section("links", _("Links"), parts=("personlink",), area="relations"),
            disputes_section("persondispute"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="personname",
        page=person_page.page,
        notes=notes.person,
        hints=hints.person,
        search_facts=search_facts.person,
        found_with=search_facts.films_with_people,
        external_ids=partial(external_ids, PersonLink, "person"),
        by_external_id=partial(by_external_id, PersonLink, "person"),
        linked_data=linked_data.person,
        sharing=sharing.person,
        quality=gaps.person,
    )
)
