"""Somebody who made films or spoke in them: its fields, parts and sections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from films import notes
from films.entries.rows import links, names
from films.models import Person, PersonLink, PersonName
from films.pages import person as person_page
from wiki.entry_types import EntryType, Section, registry

person = registry.register(
    EntryType(
        Person,
        segment="people",
        fields=("born", "died", "country", "group", "deck", "description"),
        parts=(names(PersonName), links(PersonLink)),
        sections=(
            Section("names", _("Names"), parts=("personname",)),
            Section("general", _("Facts"), fields=("born", "died", "country", "group")),
            Section("story", _("About"), fields=("deck", "description")),
            Section("links", _("Links"), parts=("personlink",)),
        ),
        wide=("deck",),
        names_part="personname",
        page=person_page.page,
        notes=notes.person,
    )
)
