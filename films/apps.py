"""Django's registration of the catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilmsConfig(AppConfig):
    """The catalogue of anime films."""

    name = "films"
    verbose_name = _("Films")

    def ready(self) -> None:
        """Declare the entry types, and what else the sitemap lists."""
        import films.entries  # noqa: F401  (needs the models)
        from films import reader_country
        from films.facets.follow import FOLLOWER
        from films.sitemaps import segments, years
        from wiki.following import register as follow
        from wiki.sitemaps import register
        from wiki.views.strangers import depends_on

        register(years)
        register(segments)
        follow(FOLLOWER)
        depends_on(reader_country.version)
