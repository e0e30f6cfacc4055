"""Features: articles about films, with what they pick: fields, parts and sections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from films import hints, linked_data, notes, search_facts, sharing
from films.entries import guides
from films.entries.rows import images, images_section, names, texts, texts_section
from films.models import (
    Feature,
    FeatureImage,
    FeatureName,
    FeaturePick,
    FeaturePickText,
    FeatureText,
)
from films.pages import feature as feature_page
from wiki.entry_types import EntryType, Part, Section, registry

#: More picks than these are a list, not an article.
MOST_PICKS = 50

feature = registry.register(
    EntryType(
        Feature,
        segment="features",
        fields=("deck", "byline", "published_on", "description", "genres", "themes"),
        parts=(
            names(FeatureName),
            Part(
                FeaturePick,
                fields=("film", "segment", "person", "deck", "description"),
                natural_key=("film", "segment", "person"),
                wide=("deck", "description"),
                guidance=guides.PICKS,
                max_rows=MOST_PICKS,
                parts=(texts(FeaturePickText),),
            ),
            texts(FeatureText),
            images(FeatureImage),
        ),
        sections=(
            Section("names", _("Headline"), parts=("featurename",), area="names"),
            Section(
                "story",
                _("Article"),
                fields=("deck", "byline", "published_on", "description"),
                area="text",
            ),
            Section(
                "picks",
                _("Picks"),
                parts=("featurepick",),
                area="relations",
                guidance=_(
                    "What the article recommends, in the order in which it is read. Where each film"
                    " can be watched is shown by itself, for the reader’s country and day."
                ),
            ),
            texts_section("featuretext"),
            Section("about", _("What it is about"), fields=("genres", "themes"), area="relations"),
            images_section("featureimage"),
        ),
        wide=("deck",),
        guidance=guides.FEATURE,
        names_part="featurename",
        page=feature_page.page,
        notes=notes.feature,
        hints=hints.names,
        search_facts=search_facts.feature,
        linked_data=linked_data.feature,
        sharing=sharing.feature,
    )
)
