"""Texts compared by word: exact, readable, and never slow."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from wiki.word_diffs import CONTEXT, Piece, compare, shorten, tokens

TEXT = st.text(st.sampled_from("ab 、漢字カ\n.é"), max_size=40)


def side(pieces: list[Piece], op: str) -> str:
    return "".join(piece.text for piece in pieces if piece.op in ("=", "…", op))


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_comparison(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert side(pieces, "-") == before
    assert side(pieces, "+") == after
    assert side(shorten(pieces), "+") == after


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.op == "=" for piece in compare(text, text))


def test_words_are_compared_and_not_letters() -> None:
    assert compare("Otomo directed it", "Ōtomo directed it") == [
        Piece("-", "Otomo"),
        Piece("+", "Ōtomo"),
        Piece("=", " directed it"),
    ]


def test_japanese_is_compared_by_character() -> None:
    assert compare("最臭兵器と大砲の街", "最終兵器と大砲の街") == [
        Piece("=", "最"),
        Piece("-", "臭"),
        Piece("+", "終"),
        Piece("=", "兵器と大砲の街"),
    ]
    assert tokens("TVアニメ『AKIRA』") == ["TV", "ア", "ニ", "メ", "『", "AKIRA", "』"]


def test_what_stays_by_chance_between_two_changes_is_part_of_the_change() -> None:
    assert compare("the cat and the old dog sleep well", "the pig and a new dog sleep well") == [
        Piece("=", "the "),
        Piece("-", "cat and the old"),
        Piece("+", "pig and a new"),
        Piece("=", " dog sleep well"),
    ]


def test_a_new_sentence_is_marked_from_its_beginning_to_its_full_stop() -> None:
    before = "Otomo wrote the film. It ends."
    assert compare(before, "Otomo made the film. It ends.\n\nIt was shown.") == [
        Piece("=", "Otomo "),
        Piece("-", "wrote"),
        Piece("+", "made"),
        Piece("=", " the film. It ends."),
        Piece("+", "\n\nIt was shown."),
    ]
    assert compare("one two three", "one two and two three") == [
        Piece("=", "one two "),
        Piece("+", "and two "),
        Piece("=", "three"),
    ]


def test_texts_with_little_in_common_stand_one_after_the_other() -> None:
    before, after = "A space opera in three parts", "Comedy about a chemist, in one shot"
    assert compare(before, after) == [Piece("-", before), Piece("+", after)]


def test_long_unchanged_text_is_cut_at_a_word() -> None:
    text = "lorem " * 200
    skipped, tail, come = shorten(compare(text + "end", text + "end here"))
    assert (skipped.op, tail.op, come) == ("…", "=", Piece("+", " here"))
    assert len(tail.text) < CONTEXT + 45
    assert tail.text.split()[0] == "lorem"
    come, head, skipped = shorten(compare(text, "Now " + text))
    assert (come, head.op, skipped.op) == (Piece("+", "Now "), "=", "…")
    assert head.text.split()[-1] == "lorem"


def test_texts_without_anything_in_common_are_compared_whole() -> None:
    """Inputs that a naive comparison takes minutes for."""
    dice = random.Random(1)  # noqa: S311
    words = ["a", "b", " ", "\n", "漢"]
    for _round in range(3):
        before, after = ("".join(dice.choices(words, k=30_000)) for _side in range(2))
        pieces = compare(before, after)
        assert side(pieces, "-") == before
        assert side(pieces, "+") == after
    for before, after in (("漢字" * 15_000, "字漢" * 15_000), ("a b\n" * 7_000, "b a\n" * 7_000)):
        pieces = compare(before, after)
        assert (side(pieces, "-"), side(pieces, "+")) == (before, after)
