"""In which of its names a page is titled: as the reader prefers it, decided here and nowhere else.

An entry keeps three derived titles (``title`` as the page says, ``title_native``, ``title_latin``).
``arrange`` puts them in the order in which this reader wants to see them; labels, cards and page heads
ask for it. What is stored, sorted and addressed goes by ``title`` alone, and so do histories and diffs,
which tell what a page was called.

The preference is that of the account, else of a cookie, else ``RELEASED``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, TextChoices, Value, When
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from wiki.scripts import script_language

COOKIE, COOKIE_AGE = "genga_titles", 365 * 24 * 3600
#: Letters of scripts that run from right to left.
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


class TitleLanguage(TextChoices):
    """Which name comes first.

    ``RELEASED`` follows the language in which the site is read: the native title where it is in that
    language, else the one that the page goes by. ``DISPLAY`` is that one always; English by the rules
    of style.
    """

    RELEASED = "released", _("As released")
    DISPLAY = "display", _("English")
    ROMAJI = "romaji", _("Romaji")
    NATIVE = "native", _("Native")


_asked: ContextVar[Callable[[], TitleLanguage] | None] = ContextVar("title_language", default=None)


def current() -> TitleLanguage:
    """What the reader of this request prefers; ``RELEASED`` outside of requests."""
    ask = _asked.get()
    return TitleLanguage.RELEASED if ask is None else ask()


@contextmanager
def asking(ask: Callable[[], TitleLanguage]) -> Iterator[None]:
    """Within it ``current()`` is what ``ask()`` says; it is asked once, and only if somebody wants it."""
    token = _asked.set(cache(ask))
    try:
        yield
    finally:
        _asked.reset(token)


def preferred(request: HttpRequest) -> TitleLanguage:
    """The preference of the account, of the cookie, or ``RELEASED``."""
    chosen = ""
    if (
        settings.SESSION_COOKIE_NAME in request.COOKIES
    ):  # or there is nobody to ask the database for
        chosen = getattr(getattr(request, "user", None), "title_language", "")
    chosen = chosen or request.COOKIES.get(COOKIE, "")
    return TitleLanguage(chosen) if chosen in TitleLanguage.values else TitleLanguage.RELEASED


@dataclass(frozen=True, slots=True)
class Titles:
    """The names of a page in the reader's order, each with its language for ``lang``.

    ``second`` and ``third`` are empty where the page has no other names.
    """

    title: str
    second: str = ""
    third: str = ""
    language: str = ""
    second_language: str = ""
    third_language: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def html(self) -> SafeString:
        """The first one for the content of an element."""
        return name_html(self.title, self.language)

    @property
    def second_html(self) -> SafeString:
        """The second one for the content of an element."""
        return name_html(self.second, self.second_language)

    @property
    def third_html(self) -> SafeString:
        """The third one for the content of an element."""
        return name_html(self.third, self.third_language)


def arrange(
    title: str,
    native: str = "",
    latin: str = "",
    *,
    hint: str = "",
    languages: Mapping[str, str] = MappingProxyType({}),
) -> Titles:
    """The three derived titles of a page as the reader wants them.

    ``hint`` is the language of the original, which tells Chinese from Japanese characters;
    ``languages`` says what is known of each text.
    """
    wanted = current()
    native_script = script_language(native, hint)
    own = (title, languages.get(title) or script_language(title, hint))
    original = (native, languages.get(native) or native_script)
    spoken = native_script or script_language(title, hint) or "ja"
    romaji = (latin, languages.get(latin) or f"{spoken}-Latn" if latin else "")
    if native and _native_first(wanted, native_script):
        order = (original, own, romaji)
    elif latin and wanted == TitleLanguage.ROMAJI:
        order = (romaji, original, own) if native else (romaji, own, original)
    else:
        order = (own, original, romaji)
    (first, one), (second, two), (third, three) = order
    return Titles(first, second, third, one, two, three)


def _native_first(wanted: TitleLanguage, script: str) -> bool:
    """Whether a native title in ``script`` leads; by the script, which lists know as well as pages."""
    if wanted == TitleLanguage.RELEASED:
        spoken = (get_language() or "").partition("-")[0]
        return bool(script) and script.partition("-")[0] == spoken
    return wanted == TitleLanguage.NATIVE


#: The columns that ``of_row`` reads.
COLUMNS = ("title", "title_native", "title_latin")


def of_row(row: Mapping[str, Any], prefix: str = "", hint: str = "") -> Titles:
    """The titles of a row that holds ``COLUMNS``, each behind ``prefix``."""
    return arrange(*(row[prefix + name] or "" for name in COLUMNS), hint=hint)


def best_name(names: QuerySet[Any]) -> QuerySet[Any]:
    """Names of one owner (rows of a ``Name``), the one that the reader wants first: for a subquery."""
    first = Q(display=True)
    wanted = current()
    if wanted == TitleLanguage.ROMAJI:
        first = Q(language__endswith="-Latn")
    elif wanted == TitleLanguage.NATIVE:
        first = Q(kind="native")
    elif wanted == TitleLanguage.RELEASED and get_language() != settings.LANGUAGE_CODE:
        first = Q(language=get_language() or "", kind__in=("native", "official"))
    grade = Case(
        When(first, then=Value(0)),
        When(display=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return names.order_by(grade, "position", "pk")


def name_html(text: str, language: str = "") -> SafeString:
    """A name for the content of an element: in its language, and running its own way."""
    if language and language != get_language():
        return format_html('<bdi lang="{}">{}</bdi>', language, text)
    if get_language_bidi() or _RIGHT_TO_LEFT.search(text):
        return format_html("<bdi>{}</bdi>", text)
    return conditional_escape(text)
