"""Ratings in the scales that people think in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.scales import Scale, nearest, shown, steps

SCALES = st.sampled_from(Scale.values)


@given(SCALES)
def test_every_step_is_a_score_and_stands_for_itself(scale: str) -> None:
    for step in steps(scale):
        assert 1 <= step.score <= 100
        assert nearest(step.score, scale) == step


@given(st.integers(1, 100), st.integers(1, 100), SCALES)
def test_the_better_of_two_scores_is_never_shown_as_the_worse(
    one: int, two: int, scale: str
) -> None:
    low, high = sorted((one, two))
    assert nearest(low, scale).score <= nearest(high, scale).score


@pytest.mark.parametrize(
    ("scale", "count"),
    [(Scale.TEN, 20), (Scale.HUNDRED, 100), (Scale.STARS, 5), (Scale.SMILEYS, 3)],
)
def test_a_scale_has_its_steps_the_best_first(scale: Scale, count: int) -> None:
    scores = [step.score for step in steps(scale)]
    assert len(scores) == count
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("score", "scale", "text"),
    [
        (85, Scale.TEN, "8.5"),
        (85, Scale.HUNDRED, "85"),
        (86, Scale.STARS, "4.3 ★"),
        (88, Scale.SMILEYS, "🙂"),
    ],
)
def test_a_score_is_shown_in_each_scale(score: int, scale: Scale, text: str) -> None:
    assert shown(score, scale) == text
