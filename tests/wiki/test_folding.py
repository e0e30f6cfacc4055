"""Folding names: what a reader takes for the same becomes the same text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wiki.folding import fold, fold_romaji


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Memories", "MEMORIES"),
        ("Ｍｅｍｏｒｉｅｓ", "Memories"),  # full width
        ("めもりーず", "メモリーズ"),  # hiragana
        ("ﾒﾓﾘｰｽﾞ", "メモリーズ"),  # half width, with its voiced mark apart
        ("Ōtomo", "Otomo"),
        ("ē", "e"),
        ("Pokémon", "Pokemon"),
        ("Straße", "STRASSE"),
        ("Spider-Man", "spider man"),
        ("L'Arc~en~Ciel", "L Arc en Ciel"),
        ("Ghost in the Shell: Innocence", "ghost in the shell　innocence"),
        ("パプリカ", "ハ\u309aフ\u309aリカ"),  # composed and decomposed
        ("100％", "100%"),
        ("№ 5", "No 5"),
        ("ⅲ", "III"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("バス", "ハス"),
        ("パス", "バス"),
        ("ビル", "ビール"),
        ("はは", "ばば"),
        ("Memories", "Memory"),
        ("鬼", "鬼火"),
        ("ヤ", "ャ"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "spelling", ["Ōtomo", "Otomo", "Ootomo", "Outomo", "OTOMO", "Ohtomo", "ōtomo"]
)
def test_long_vowels_of_romaji_are_short(spelling: str) -> None:
    assert fold_romaji(spelling) == "otomo"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大友 克洋", "大友克洋"),
        ("クリストファー・ロビン", "クリストファーロビン"),
        ("東京　物語", "東京物語"),
    ],
)
def test_japanese_names_are_found_with_and_without_spaces(one: str, other: str) -> None:
    assert fold_romaji(one) == fold_romaji(other)


def test_spaces_beside_other_scripts_stay() -> None:
    assert fold_romaji("The 大友 克洋 Show") == "the 大友克洋 show"


@pytest.mark.parametrize(("text", "folded"), [("Yuusha", "yusha"), ("Ohayo", "ohayo")])
def test_an_h_that_is_spoken_stays(text: str, folded: str) -> None:
    assert fold_romaji(text) == folded


@given(st.text(max_size=30))
@example("İ")
@example("\u0345")
@example("\u1e9e")
@example("ゞ\u3099")
@example("\u3099か")
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_case_makes_no_difference_to_ascii(text: str) -> None:
    if text.isascii():
        assert fold(text.upper()) == fold(text.lower())


@given(st.text(max_size=30))
def test_a_folded_text_has_single_spaces_and_no_punctuation(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("-_.,:;!?・「」()/~'\"")


@given(st.text(alphabet=st.characters(min_codepoint=0x3041, max_codepoint=0x3096), max_size=20))
def test_hiragana_is_katakana(text: str) -> None:
    assert fold(text) == fold("".join(chr(ord(char) + 0x60) for char in text))
