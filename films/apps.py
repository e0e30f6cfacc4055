"""Django's registration of the catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilmsConfig(AppConfig):
    """The catalogue of anime films."""

    name = "films"
    verbose_name = _("Films")

    def ready(self) -> None:
        """Declare the entry types."""
        import films.entries  # noqa: F401  (needs the models)
