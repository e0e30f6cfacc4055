"""Django's registration of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and what they may do."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Register what accounts add to the pages, facets and order of the catalogue."""
        from accounts.facet_facts import ratings, watched
        from accounts.film_pieces import CLOCK, pieces
        from accounts.renown import changed, weights
        from films import renown
        from films.facets import personal
        from wiki.page_additions import adds

        adds("film", pieces, clock=CLOCK)
        personal.register(personal.Readers(watched, ratings))
        renown.register(renown.Readers(weights, changed))
