"""Django's registration of the toy wiki."""

from django.apps import AppConfig


class ToyWikiConfig(AppConfig):
    """Gardens and plants."""

    name = "tests.toywiki"
    label = "toywiki"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the entry types."""
        import tests.toywiki.entries  # noqa: F401  (needs the models)
