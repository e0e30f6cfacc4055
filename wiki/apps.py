"""Django's registration of the engine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WikiConfig(AppConfig):
    """The engine: submissions, revisions, history."""

    name = "wiki"
    verbose_name = _("Wiki")

    def ready(self) -> None:
        """Let the search index follow the revisions."""
        from wiki.following import register
        from wiki.search_engine.follow import FOLLOWER  # needs the models

        register(FOLLOWER)
