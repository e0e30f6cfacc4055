"""Films that belong together: its fields, parts and sections."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from films import gaps, hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import links, names, texts, texts_section
from films.external_ids import by_external_id, external_ids
from films.models import Franchise, FranchiseLink, FranchiseName, FranchiseText, Membership
from films.pages import franchise as franchise_page
from wiki.entry_types import EntryType, Section, registry

franchise = registry.register(
    EntryType(
        Franchise,
        segment="franchises",
        fields=("deck", "description"),
        parts=(names(FranchiseName), texts(FranchiseText), links(FranchiseLink)),
        sections=(
            Section("names", _("Names"), parts=("franchisename",), area="names"),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("franchisetext"),
            Section("links", _("Links"), parts=("franchiselink",), area="relations"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="franchisename",
        page=franchise_page.page,
        notes=notes.franchise,
        hints=hints.names,
        search_facts=partial(search_facts.counted, Franchise, "memberships__film"),
        found_with=partial(search_facts.films_with, Membership, "franchise"),
        external_ids=partial(external_ids, FranchiseLink, "franchise"),
        by_external_id=partial(by_external_id, FranchiseLink, "franchise"),
        linked_data=linked_data.franchise,
        sharing=sharing.entry,
        quality=gaps.franchise,
    )
)
