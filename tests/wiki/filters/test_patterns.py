"""Expressions find, refuse what cannot be used, and stop when they are slow."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from wiki.filters.patterns import CannotTell, Searches, check_expression, expression, words

HOSTILE = [r"(a+)+$", r"(a|aa)+$", r"(.*a){30}$", r"(a(?1)?)+$"]


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_expression_is_stopped_and_said_to_be(source: str) -> None:
    with pytest.raises(CannotTell):
        Searches().finds(expression(source), "a" * 20_000 + "!")


def test_all_searches_of_an_edit_share_their_time() -> None:
    searches = Searches(seconds=0)
    with pytest.raises(CannotTell):
        searches.finds(expression("a"), "a")


def test_one_slow_expression_leaves_time_for_others() -> None:
    searches = Searches()
    with pytest.raises(CannotTell):
        searches.finds(expression(r"(a+)+$"), "a" * 20_000 + "!")
    assert searches.finds(expression("needle"), "hay, needle, hay")


@pytest.mark.parametrize(
    "source",
    [
        "(",
        "a**",
        "[z-a]",
        r"\L<names>",
        r"(?P<n",
        r"\p{Nonsense}",
        "((((a{1000}){1000}){1000}))",  # multiplied out it would fill the memory
        "a{100000}",
        "(" * 2000 + "a" + ")" * 2000,
        "x" * 301,
        "a*",
        "(?R)",
        "",
    ],
)
def test_what_cannot_be_used_is_refused_in_words(source: str) -> None:
    with pytest.raises(ValidationError):
        check_expression(source)


@pytest.mark.parametrize("source", [r"\bspam\b", "(?i:a)b{2,50}", r"(\w{3,5})\1{3,}", "庭+"])
def test_what_can_be_used_is_taken(source: str) -> None:
    check_expression(source)


def test_words_are_whole_words_whatever_they_are_made_of() -> None:
    searches = Searches()
    assert searches.finds(words(["a.b", "c++"]), "the c++ of it")
    assert not searches.finds(words(["a.b"]), "axb")
    assert not searches.finds(words(["cat"]), "concatenate cats")
    assert searches.finds(words(["cat"]), "my Cat’s cradle")
