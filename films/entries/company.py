"""A studio, distributor or other firm: its fields, parts and sections."""

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
    Company,
    CompanyClaim,
    CompanyCredit,
    CompanyDispute,
    CompanyImage,
    CompanyLink,
    CompanyName,
    CompanyText,
)
from films.pages import company as company_page
from wiki.entry_types import EntryType, Section, registry

company = registry.register(
    EntryType(
        Company,
        segment="companies",
        fields=("kind", "country", "founded", "closed", "deck", "description"),
        parts=(
            names(CompanyName),
            texts(CompanyText),
            images(CompanyImage),
            links(CompanyLink),
            disputes(CompanyDispute, CompanyClaim),
        ),
        sections=(
            Section("names", _("Names"), parts=("companyname",), area="names"),
            Section("general", _("Facts"), fields=("kind", "country", "founded", "closed")),
            Section("story", _("About"), fields=("deck", "description"), area="text"),
            texts_section("companytext"),
            images_section("companyimage"),
            Section("links", _("Links"), parts=("companylink",), area="relations"),
            disputes_section("companydispute"),
        ),
        wide=("deck",),
        guidance=guides.STORY,
        names_part="companyname",
        page=company_page.page,
        notes=notes.company,
        hints=hints.company,
        search_facts=partial(search_facts.counted, Company, "credits__film"),
        found_with=partial(search_facts.films_with, CompanyCredit, "company"),
        external_ids=partial(external_ids, CompanyLink, "company"),
        by_external_id=partial(by_external_id, CompanyLink, "company"),
        linked_data=linked_data.company,
        sharing=sharing.entry,
        quality=gaps.company,
    )
)
