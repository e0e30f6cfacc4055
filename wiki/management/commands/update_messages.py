"""`manage.py update_messages`: bring the translations' files up to date with the interface's texts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wiki import message_catalogs


class Command(BaseCommand):
    """Extract, merge and compile; what remains to be translated is counted, or with --check named."""

    help = (
        "Bring locale/*/LC_MESSAGES/django.po up to date with the texts in code and templates, "
        "and compile them. Needs no gettext tools."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check and --untranslated."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; name what is missing, obsolete, untranslated or wrong, and fail",
        )
        parser.add_argument(
            "--untranslated",
            action="store_true",
            help="write, then print the texts that have no translation yet",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it for each language of the site but the one that the texts are written in."""
        found = message_catalogs.texts(settings.BASE_DIR)
        wrong: list[str] = []
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
            catalog = message_catalogs.read(path, language)
            if not options["check"]:
                catalog = message_catalogs.merge(catalog, found)
                message_catalogs.write(catalog, path)
            faults = list(message_catalogs.problems(catalog, found, path.with_suffix(".mo")))
            if options["check"]:
                wrong += [f"{language}: {fault}" for fault in faults]
                continue
            self.stdout.write(f"{language}: {len(catalog)} texts, {len(faults)} to look at")
            if options["untranslated"]:
                self.stdout.write("\n".join(faults))
        if wrong:
            raise CommandError("\n".join([*wrong, "Run `make messages`, and translate."]))
