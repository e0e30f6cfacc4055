"""Languages and countries: which codes exist, and what they are called in the reader's language.

Names come from the Unicode CLDR through Babel.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

TAG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z", re.ASCII)

# Tags that the catalogue uses beyond plain languages, in the order that editors need them.
COMMON_LANGUAGES = (
    "ja", "ja-Latn", "ja-Hrkt", "en", "fr", "de", "es", "es-419", "it", "pt", "pt-BR", "ru", "ko",
    "zh-Hans", "zh-Hant", "pl", "nl", "sv", "da", "no", "fi", "cs", "hu", "tr", "ar", "he", "th",
    "vi", "id", "uk",
)  # fmt: skip
# Shown by name although they are no country with a code of its own in ISO 3166-1.
EXTRA_COUNTRIES = frozenset({"XK"})
# Codes of CLDR that are groupings, private or reserved.
NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


@cache
def babel_locale(language: str | None) -> Locale:
    """The CLDR locale of a Django language code; English where CLDR has none.

    English without a country is that of the world: 23 December 1995.
    """
    if not language or language == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


@cache
def country_codes() -> frozenset[str]:
    """The two-letter codes of ISO 3166-1, and those of ``EXTRA_COUNTRIES``."""
    known = {c for c in map(str, Locale("en").territories) if len(c) == 2 and c.isalpha()}
    return frozenset(known - NO_COUNTRIES) | EXTRA_COUNTRIES


def validate_country(code: str) -> None:
    """Raise ``ValidationError`` unless ``code`` is an upper-case country code."""
    if code not in country_codes():
        raise ValidationError(
            gettext_lazy("%(code)s is not a country code. Write two letters, such as JP or US."),
            code="country",
            params={"code": code},
        )


def validate_language(tag: str) -> None:
    """Raise ``ValidationError`` unless ``tag`` is a language tag whose parts CLDR knows."""
    names = Locale("en")
    match = TAG.match(tag)
    language, script, region = "", "", ""
    if match:
        language = tag.split("-")[0]
        script = (match.group(1) or "").lstrip("-")
        region = match.group(3) or ""
    if (
        language not in names.languages
        or (script and script not in names.scripts)
        or (region and region not in names.territories)
    ):
        raise ValidationError(
            gettext_lazy("%(tag)s is not a language tag. Write one such as ja, ja-Latn or pt-BR."),
            code="language",
            params={"tag": tag},
        )


@cache
def _country_name(code: str, language: str | None) -> str:
    return babel_locale(language).territories.get(code, code)


def country_name(code: str) -> str:
    """The name of a country in the active language; the code itself when it has no name."""
    return _country_name(code, get_language()) if code else ""


@cache
def _language_name(tag: str, language: str | None) -> str:
    special = {"ja-Latn": _("Japanese (romaji)"), "ja-Hrkt": _("Japanese (kana)")}
    if tag in special:
        return special[tag]
    try:
        return Locale.parse(tag, sep="-").get_display_name(babel_locale(language)) or tag
    except (UnknownLocaleError, ValueError):
        base, _sep, rest = tag.partition("-")
        name = babel_locale(language).languages.get(base, base)
        return f"{name} ({rest})" if rest else name


def language_name(tag: str) -> str:
    """The name of a language tag in the active language: "Japanese (romaji)" for ``ja-Latn``."""
    return _language_name(tag, get_language()) if tag else ""


@cache
def own_name(tag: str) -> str:
    """What those who speak it call a language: "日本語" for ``ja``."""
    base = tag.partition("-")[0]
    return _language_name(tag, base if babel_locale(base).language == base else "en")


def country_choices() -> list[tuple[str, str]]:
    """Every country as (code, name in the active language), by name."""
    return sorted(((c, country_name(c)) for c in country_codes()), key=lambda pair: pair[1])


def language_choices() -> list[tuple[str, str]]:
    """The languages that editors meet most as (tag, name in the active language)."""
    return [(tag, language_name(tag)) for tag in COMMON_LANGUAGES]
