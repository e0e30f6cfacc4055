"""How names sound: spellings that are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.folding import fold
from wiki.search_engine.sound import is_kana, sound
from wiki.search_engine.terms import forms, grams_of, wanted, words


def heard(text: str) -> str:
    return forms(text)[-1].text


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ōtomo", "Ootomo", "Ohtomo", "Otomo", "オオトモ", "おおとも", "ｵｵﾄﾓ"),
        ("Tsuburaya", "Tuburaya", "ツブラヤ"),
        ("Shinji", "Sinzi", "Sinji", "シンジ"),
        ("Junko", "Jyunko", "Zyunko", "ジュンコ"),
        ("shimbun", "sinbun", "shinbun", "シンブン"),
        ("Itō", "Itou", "Itoh", "Ito", "イトウ"),
        ("Yūko", "Yuuko", "Yuko", "ユウコ"),
        ("Chihiro", "Tihiro", "チヒロ"),
        ("Shōjo", "Shoujo", "Syouzyo", "ショウジョ"),
        ("Hattori", "Hatori", "ハットリ"),
        ("Shin'ichi", "Shinichi", "シンイチ"),
        ("Fujiko", "Huziko", "フジコ"),
        ("matcha", "maccha", "マッチャ"),
        ("Titi", "Chichi", "チチ"),
        ("Shen", "シェン"),
        ("Wiki", "ウィキ"),
    ],
)
def test_spellings_of_one_name_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({heard(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Kato", "Kaito"), ("Aki", "Oki"), ("Ken", "Kon")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert heard(one) != heard(other)


@given(st.text(max_size=60))
def test_any_text_has_forms_and_terms(text: str) -> None:
    found = forms(text)
    for form in found:
        assert form.key
        assert " " not in form.key
        must, begun = wanted(form)
        assert set(must) <= words(form)
        assert not begun or begun in words(form)
    assert bool(grams_of(found)) == bool(found)


@given(
    st.text(alphabet="アイウエオカキクケコサシスセソタチツテトナニヌネノーッャュョァィ", min_size=1)
)
def test_kana_become_latin_letters(text: str) -> None:
    assert is_kana(fold(f"ア{text}"))
    assert sound(fold(text)).isascii()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_what_is_heard_does_not_grow(word: str) -> None:
    assert len(sound(word)) <= 2 * len(word)
