"""Django's registration of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and what they may do."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Register what accounts add to the pages, facets and order of the catalogue."""
        from accounts import notice_kinds, segment_pieces
        from accounts.card_marks import card_mark
        from accounts.complaints.cases import words_of_act
        from accounts.facet_facts import ratings, watched
        from accounts.film_pieces import CLOCK, pieces
        from accounts.follows import button
        from accounts.lists import film_pieces as lists
        from accounts.lists import open_web as open_lists
        from accounts.people import favourite_button
        from accounts.people.favourites import KINDS
        from accounts.renown import changed, weights
        from accounts.reviews import film_pieces as reviews
        from accounts.spoilers import known
        from films import renown, segment_additions, similar_sources
        from films.facets import personal
        from wiki import log_lines, sitemaps
        from wiki.models import Act
        from wiki.page_additions import EVERY, adds, adds_to_cards
        from wiki.spoilers import known_to_reader

        notice_kinds.register()
        sitemaps.register(reviews.sitemap)
        sitemaps.register(open_lists.sitemap)
        for act in (Act.TAKE_DOWN, Act.PUT_BACK, Act.KEEP):
            log_lines.explain(act, words_of_act)
        adds(EVERY, button.pieces)
        for kind in KINDS:
            adds(kind, favourite_button.pieces)
        adds("film", pieces, clock=CLOCK)
        adds_to_cards("film", card_mark)
        adds("film", reviews.recommendations, clock=reviews.RECOMMENDATIONS_CLOCK)
        adds("film", reviews.reviews, clock=reviews.REVIEWS_CLOCK)
        adds("film", lists.film_pieces, clock=lists.FILM_CLOCK)
        adds("person", lists.person_pieces, clock=lists.PERSON_CLOCK)
        known_to_reader(known)
        similar_sources.register(lists.beside)
        personal.register(personal.Readers(watched, ratings))
        renown.register(renown.Readers(weights, changed))
        segment_additions.register(segment_pieces.pieces, segment_pieces.version)
