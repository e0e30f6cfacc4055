"""Films that belong together: its fields, parts and sections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from films import notes
from films.entries.rows import links, names
from films.models import Franchise, FranchiseLink, FranchiseName
from films.pages import franchise as franchise_page
from wiki.entry_types import EntryType, Section, registry

franchise = registry.register(
    EntryType(
        Franchise,
        segment="franchises",
        fields=("deck", "description"),
        parts=(names(FranchiseName), links(FranchiseLink)),
        sections=(
            Section("names", _("Names"), parts=("franchisename",)),
            Section("story", _("About"), fields=("deck", "description")),
            Section("links", _("Links"), parts=("franchiselink",)),
        ),
        wide=("deck",),
        names_part="franchisename",
        page=franchise_page.page,
        notes=notes.franchise,
    )
)
