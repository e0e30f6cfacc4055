"""Readings over titles."""

from __future__ import annotations

import pytest

from films.pages.ruby import ruby


def shown(title: str, reading: str) -> str:
    """A title with its readings in brackets."""
    return "".join(f"{text}[{heard}]" if heard else text for text, heard in ruby(title, reading))


@pytest.mark.parametrize(
    ("title", "reading", "expected"),
    [
        ("君の名は。", "きみのなは。", "君[きみ]の名[な]は。"),
        (
            "千と千尋の神隠し",
            "せんとちひろのかみかくし",
            "千[せん]と千尋[ちひろ]の神隠[かみかく]し",
        ),
        ("夜は短し", "よるはみじかし", "夜[よる]は短[みじか]し"),
        ("映画 聲の形", "えいが こえのかたち", "映画[えいが] 聲[こえ]の形[かたち]"),
        ("人狼 JIN-ROH", "じんろう", "人狼 [じんろう]JIN-ROH"),
        ("老人Z", "ろうじんゼット", "老人Z[ろうじんゼット]"),
    ],
)
def test_kanji_get_the_part_of_the_reading_that_is_theirs(
    title: str, reading: str, expected: str
) -> None:
    assert shown(title, reading) == expected


@pytest.mark.parametrize(
    ("title", "reading"),
    [("となりのトトロ", "となりのととろ"), ("君の名は", "ちがうよみ"), ("AKIRA", "アキラ"), ("", ""),
     ("一あ" * 30, "あ" * 119 + "い"), ("一" * 300, "い" * 300)],
)  # fmt: skip
def test_a_reading_that_says_nothing_or_does_not_fit_is_not_shown(title: str, reading: str) -> None:
    assert shown(title, reading) == title
