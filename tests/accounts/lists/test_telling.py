"""Whom acts on lists concern: owners, who keeps a list, who spoke about it, who proposed something."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actions.lists.change_list import change_list
from accounts.actions.lists.clone_list import clone_list
from accounts.actions.lists.comment_on_list import comment_on_list
from accounts.actions.lists.like_list import like_list
from accounts.actions.lists.propose_rows import answer_proposals, propose_rows
from accounts.lists.words import Words
from accounts.models import Openness
from tests import cast
from tests.accounts.lists.lists import a_list, key
from wiki.notices import mark_read, notices_of, sentence

pytestmark = pytest.mark.django_db


def words(user: Any) -> list[str]:
    return [sentence(notice) for notice in notices_of(user).exclude(kind="approved")]


def test_the_owner_and_who_keeps_the_list_hear_of_comments_and_who_spoke_before() -> None:
    mei, kanta, totoro, satsuki = cast.mei(), cast.kanta(), cast.totoro(), cast.satsuki()
    listed = a_list()
    change_list(listed, Words("Seen and watched", editors=(kanta,)), by=mei)
    said = comment_on_list(listed, "Where is Akira?", by=totoro)
    assert words(mei) == words(kanta) == ["totoro has commented on your list “Seen and watched”."]
    told = notices_of(mei).exclude(kind="approved").get()
    assert told.text == "Where is Akira?"
    assert told.url == f"{listed.get_absolute_url()}#comment-{said.pk}"
    comment_on_list(listed, "And Paprika?", by=satsuki)
    comment_on_list(listed, "And Memories?", by=satsuki)
    assert words(mei) == ["There are 3 new comments on your list “Seen and watched”."]
    assert words(totoro) == ["There are 2 new comments on the list “Seen and watched”."]
    comment_on_list(listed, "Soon.", by=mei)
    assert words(satsuki) == ["mei has commented on the list “Seen and watched”, too."]
    assert words(mei) == ["There are 3 new comments on your list “Seen and watched”."]


def test_all_who_like_a_list_are_one_notice() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    listed = a_list()
    for user in (cast.totoro(), cast.satsuki(), kanta):
        like_list(listed, by=user)
        like_list(listed, by=user)
    assert words(mei) == ["kanta and 2 others like your list “Seen and watched”."]
    like_list(listed, by=kanta, likes=False)
    assert words(mei) == ["Somebody and 1 other like your list “Seen and watched”."]
    mark_read(notices_of(mei))
    like_list(listed, by=kanta)
    assert "kanta likes your list “Seen and watched”." in words(mei)


def test_a_like_that_was_taken_back_was_not_there() -> None:
    listed = a_list()
    like_list(listed, by=cast.kanta())
    like_list(listed, by=cast.kanta(), likes=False)
    assert words(cast.mei()) == []


def test_who_keeps_a_list_hears_of_proposals_and_who_proposed_of_the_answer() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    films = [cast.film(title) for title in ("Akira", "Paprika")]
    listed = a_list(openness=Openness.CURATED)
    propose_rows(listed, [key(films[0])], by=kanta, note="For its lights")
    propose_rows(listed, [key(films[1])], by=cast.totoro())
    assert words(mei) == ["totoro and 1 other propose something for your list “Seen and watched”."]
    ids = list(listed.proposals.filter(by=kanta).values_list("pk", flat=True))
    answer_proposals(listed, ids, accept=True, by=mei)
    assert words(kanta) == ["What you proposed for the list “Seen and watched” was taken in."]
    ids = list(listed.proposals.values_list("pk", flat=True))
    answer_proposals(listed, ids, accept=False, by=mei)
    assert words(cast.totoro()) == [
        "What you proposed for the list “Seen and watched” was declined."
    ]


def test_the_owner_hears_of_copies_but_not_of_own_ones() -> None:
    listed = a_list()
    clone_list(listed, by=cast.mei())
    assert words(cast.mei()) == []
    clone_list(listed, by=cast.kanta())
    assert words(cast.mei()) == ["kanta has copied your list “Seen and watched”."]
