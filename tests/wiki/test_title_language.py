"""Titles as the reader wants them: which name comes first, and where the wish comes from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wiki.title_language import (
    COOKIE,
    TitleLanguage,
    arrange,
    asking,
    current,
    name_html,
    preferred,
)

KIKI = ("Kiki's Delivery Service", "魔女の宅急便", "Majo no Takkyūbin")


def order(wanted: TitleLanguage, *names: str, **known: Any) -> tuple[str, str, str]:
    with asking(lambda: wanted):
        found = arrange(*names, **known)
    return found.title, found.second, found.third


def test_each_preference_puts_its_name_first_and_keeps_the_others() -> None:
    english, native, romaji = KIKI
    assert order(TitleLanguage.DISPLAY, *KIKI) == (english, native, romaji)
    assert order(TitleLanguage.NATIVE, *KIKI) == (native, english, romaji)
    assert order(TitleLanguage.ROMAJI, *KIKI) == (romaji, native, english)


def test_as_released_follows_the_language_of_the_site() -> None:
    english, native, romaji = KIKI
    with translation.override("en"):
        assert order(TitleLanguage.RELEASED, *KIKI)[0] == english
    with translation.override("ja"):
        assert order(TitleLanguage.RELEASED, *KIKI) == (native, english, romaji)
        assert order(TitleLanguage.DISPLAY, *KIKI)[0] == english
        assert (
            order(TitleLanguage.RELEASED, "Wonderful Days", "원더풀 데이즈")[0] == "Wonderful Days"
        )
        known = order(TitleLanguage.RELEASED, "Big Fish", "大鱼海棠", hint="zh-Hans")
        assert known[0] == "Big Fish"


def test_a_page_without_the_wanted_name_keeps_its_own() -> None:
    for wanted in TitleLanguage:
        assert order(wanted, "Memories") == ("Memories", "", "")
    assert (
        order(TitleLanguage.ROMAJI, "Robot Carnival", "ロボットカーニバル")[0] == "Robot Carnival"
    )
    assert order(TitleLanguage.ROMAJI, "魔女の宅急便", "", KIKI[2]) == (KIKI[2], KIKI[1], "")


def test_each_name_says_its_language() -> None:
    with asking(lambda: TitleLanguage.NATIVE):
        found = arrange(*KIKI)
    assert (found.language, found.second_language, found.third_language) == ("ja", "", "ja-Latn")
    assert found.html == '<bdi lang="ja">魔女の宅急便</bdi>'
    korean = arrange("Wonderful Days", "원더풀 데이즈", "Wondeopul Deijeu")
    assert (korean.second_language, korean.third_language) == ("ko", "ko-Latn")
    told = arrange("Amer", "", "", languages={"Amer": "fr"})
    assert told.html == '<bdi lang="fr">Amer</bdi>'


@given(
    names=st.tuples(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)),
    wanted=st.sampled_from(TitleLanguage),
    language=st.sampled_from(["en", "ja", "he"]),
)
def test_no_name_is_lost_or_invented(
    names: tuple[str, str, str], wanted: TitleLanguage, language: str
) -> None:
    with translation.override(language):
        shown = order(wanted, *names)
    assert sorted(shown) == sorted(names)
    assert shown[0] or not names[0]


def test_names_in_scripts_from_right_to_left_run_their_own_way() -> None:
    assert name_html("ואלס עם באשיר") == "<bdi>ואלס עם באשיר</bdi>"
    assert name_html("<b>Memories</b>") == "&lt;b&gt;Memories&lt;/b&gt;"
    with translation.override("he"):
        assert name_html("Memories") == "<bdi>Memories</bdi>"
    with translation.override("ja"):
        assert name_html("メモリーズ", "ja") == "メモリーズ"


def asked(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return request


def test_a_cookie_tells_what_strangers_want_and_nonsense_tells_nothing() -> None:
    assert preferred(asked()) == TitleLanguage.RELEASED
    assert preferred(asked(**{COOKIE: "romaji"})) == TitleLanguage.ROMAJI
    for odd in ("", "Romaji", "klingon", "native\x00", "x" * 5000):
        assert preferred(asked(**{COOKIE: odd})) == TitleLanguage.RELEASED


def test_nobody_is_asked_until_a_title_is_shown_and_then_once() -> None:
    times: list[int] = []

    def answer() -> TitleLanguage:
        times.append(1)
        return TitleLanguage.NATIVE

    with asking(answer):
        assert not times
        assert [current(), current()] == [TitleLanguage.NATIVE] * 2
    assert times == [1]
    assert current() == TitleLanguage.RELEASED
