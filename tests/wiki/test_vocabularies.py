"""Languages and countries: codes and names."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wiki import vocabularies
from wiki.vocabularies import (
    COMMON_LANGUAGES,
    country_choices,
    country_codes,
    country_name,
    language_choices,
    language_name,
    validate_country,
    validate_language,
)


@pytest.mark.parametrize("tag", COMMON_LANGUAGES)
def test_every_language_that_is_offered_is_valid_and_has_a_name(tag: str) -> None:
    validate_language(tag)
    assert language_name(tag) not in ("", tag)


@pytest.mark.parametrize("tag", ["yue", "sr-Cyrl", "sr-Latn-RS", "en-GB", "ain"])
def test_other_tags_of_bcp_47_are_valid(tag: str) -> None:
    validate_language(tag)
    assert language_name(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "j",
        "JA",
        "jp-",
        "ja_JP",
        "ja-latn",
        "ja-Qqqq",
        "ja-JP-x",
        "xx",
        "ja\n",
        "ja-ZZZ",
        "日本",
    ],
)
def test_anything_else_is_no_language(tag: str) -> None:
    with pytest.raises(ValidationError):
        validate_language(tag)


@pytest.mark.parametrize("code", sorted(country_codes()))
def test_every_country_has_a_name_in_both_languages(code: str) -> None:
    validate_country(code)
    assert country_name(code) not in ("", code)
    with translation.override("ja"):
        assert country_name(code) not in ("", code)


def test_the_countries_are_those_that_films_come_from() -> None:
    assert {"JP", "US", "GB", "KR", "TW", "HK", "FR"} <= country_codes()
    assert len(country_codes()) == 249 + 1  # Kosovo


@pytest.mark.parametrize("code", ["", "jp", "EU", "UN", "ZZ", "JPN", "J", "JP\n", "１２"])
def test_groups_and_mistakes_are_no_countries(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_country(code)


@given(st.text(max_size=12))
def test_a_name_never_fails(text: str) -> None:
    assert isinstance(language_name(text), str)
    assert isinstance(country_name(text), str)


def test_names_are_in_the_language_of_the_reader() -> None:
    assert country_name("JP") == "Japan"
    assert language_name("fr") == "French"
    assert language_name("ja-Latn") == "Japanese (romaji)"
    with translation.override("ja"):
        assert country_name("JP") == "日本"
        assert language_name("fr") == "フランス語"
        assert dict(country_choices())["US"] == "アメリカ合衆国"
    assert dict(country_choices())["US"] == "United States"
    assert dict(language_choices())["ja"] == "Japanese"


def test_countries_are_offered_by_name() -> None:
    names = [name for _code, name in country_choices()]
    assert names == sorted(names)


@pytest.mark.parametrize("language", [None, "", "xx", "zz-ZZ", "en-us", "zh-hans", "../etc"])
def test_any_language_code_has_a_locale(language: str | None) -> None:
    assert vocabularies.babel_locale(language).territories
