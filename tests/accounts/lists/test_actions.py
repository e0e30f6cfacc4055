"""What can be done to lists, by whom, and what their history tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.actions.lists import add_rows as adding
from accounts.actions.lists.add_rows import Added, add_rows
from accounts.actions.lists.arrange_rows import Arrangement, arrange_rows
from accounts.actions.lists.change_list import change_list
from accounts.actions.lists.clone_list import clone_list
from accounts.actions.lists.comment_on_list import comment_on_list, remove_comment
from accounts.actions.lists.delete_list import delete_list
from accounts.actions.lists.like_list import like_list
from accounts.actions.lists.make_list import make_list
from accounts.actions.lists.propose_rows import answer_proposals, propose_rows
from accounts.actions.lists.take_back import NothingToTakeBack, take_back
from accounts.actions.suspend import suspend
from accounts.lists import limits
from accounts.lists.limits import ListFull
from accounts.lists.words import Words
from accounts.models import FilmList, ListAct, ListItem, Openness, User, Visibility
from accounts.reviews import limits as votes
from films.models import Segment
from tests import cast
from tests.accounts.lists.lists import a_list, key, row, titles
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.exceptions import TooMany

pytestmark = pytest.mark.django_db

ONE = cast.segments("Magnetic Rose")


def suspended(user: User) -> User:
    suspend(user, by=cast.tatsuo(), reason="Shops", until=timezone.now() + timedelta(days=1))
    return user


def memories() -> Any:
    return cast.film("Memories", rows=ONE)


def test_rows_come_to_the_end_in_their_order_and_each_once() -> None:
    akira, film, kon = cast.film("Akira"), memories(), cast.person("Satoshi Kon")
    segment = Segment.objects.get(film=film)
    made = a_list(akira, film)
    done = add_rows(
        made, [key(film), key(segment), key(kon), key(kon), "film:9999", "x"], by=cast.mei()
    )
    assert done == Added(2, there=1, unknown=2)
    assert titles(made) == ["Akira", "Memories", "Magnetic Rose", "Satoshi Kon"]
    made.refresh_from_db()
    assert (made.row_count, made.cover) == (4, [akira.pk, film.pk])


def test_what_was_merged_is_added_and_shown_as_what_it_became() -> None:
    old, new = cast.film("Memorys"), cast.film("Memories")
    made = a_list(old)
    merge(old, into=new, user=cast.satsuki(), summary="The same")
    assert titles(made) == ["Memories"]
    other = a_list(old)
    assert ListItem.objects.get(list=other).film_id == new.pk


def test_a_hidden_page_is_told_to_be_removed_and_cannot_be_added() -> None:
    film = cast.film("Memories")
    made = a_list(film)
    hide(film, user=cast.satsuki(), summary="No film")
    assert titles(made) == ["This page was removed."]
    assert add_rows(a_list(), [key(film)], by=cast.mei()) == Added(0, unknown=1)


def test_a_segment_that_an_edit_takes_away_leaves_its_film_in_the_list() -> None:
    film = memories()
    made = a_list(Segment.objects.get(film=film))
    keys = [*cast.rows_of(film, "segment"), *cast.rows_of(film, "segmentname")]
    cast.edit(film, rows=dict.fromkeys(keys))
    assert titles(made) == ["Memories"]


def test_rows_move_and_only_they_are_told_to_have_moved() -> None:
    made = a_list(*(cast.film(name) for name in "ABCD"))
    arrange_rows(made, Arrangement({row(made, 4).pk: 1}), by=cast.mei())
    assert titles(made) == ["D", "A", "B", "C"]
    told = made.changes.first()
    assert told is not None
    assert (told.act, told.details) == (ListAct.MOVED, {"former": 4, "rank": 1})


def test_all_rows_shift_by_one_and_one_is_told() -> None:
    made = a_list(*(cast.film(name) for name in "ABC"))
    first, second, third = (row(made, place).pk for place in (1, 2, 3))
    arrange_rows(made, Arrangement({third: 1, first: 2, second: 3}), by=cast.mei())
    assert titles(made) == ["C", "A", "B"]
    assert made.changes.filter(act=ListAct.MOVED).get().film_id is not None


def test_rows_without_room_between_them_are_spread_out_and_moved() -> None:
    made = a_list(*(cast.film(name) for name in "ABCD"))
    for place in (1, 2, 3, 4):
        ListItem.objects.filter(pk=row(made, place).pk).update(position=place)
    arrange_rows(made, Arrangement({row(made, 4).pk: 2}), by=cast.mei())
    assert titles(made) == ["A", "D", "B", "C"]


def test_notes_and_removals_are_kept_with_what_they_were() -> None:
    made = a_list(*(cast.film(name) for name in "ABC"))
    first, second = row(made, 1), row(made, 2)
    arrange_rows(made, Arrangement(notes={first.pk: "Best"}, removed={second.pk}), by=cast.mei())
    assert titles(made) == ["A", "C"]
    assert row(made, 1).note == "Best"
    acts = list(made.changes.values_list("act", flat=True)[:2])
    assert set(acts) == {ListAct.NOTED, ListAct.REMOVED}


def test_a_removed_row_is_put_back_where_it_was_once() -> None:
    made = a_list(*(cast.film(name) for name in "ABC"))
    arrange_rows(made, Arrangement(notes={row(made, 2).pk: "Good"}), by=cast.mei())
    arrange_rows(made, Arrangement(removed={row(made, 2).pk}), by=cast.mei())
    change = made.changes.filter(act=ListAct.REMOVED).get()
    take_back(change, by=cast.mei())
    assert titles(made) == ["A", "B", "C"]
    assert row(made, 2).note == "Good"
    with pytest.raises(NothingToTakeBack):
        take_back(change, by=cast.mei())


def test_added_rows_and_notes_are_taken_back() -> None:
    made = a_list(cast.film("A"))
    arrange_rows(made, Arrangement(notes={row(made, 1).pk: "Good"}), by=cast.mei())
    take_back(made.changes.filter(act=ListAct.NOTED).get(), by=cast.mei())
    assert row(made, 1).note == ""
    take_back(made.changes.filter(act=ListAct.ADDED).get(), by=cast.mei())
    assert titles(made) == []


@pytest.mark.parametrize(
    ("openness", "adds", "proposes"),
    [
        (Openness.CLOSED, False, False),
        (Openness.CURATED, False, True),
        (Openness.OPEN, True, False),
    ],
)
def test_how_open_a_list_is_says_who_adds(openness: str, adds: bool, proposes: bool) -> None:
    made, film = a_list(openness=openness), cast.film("Akira")
    for act, may in ((add_rows, adds), (propose_rows, proposes)):
        if may:
            assert act(made, [key(film)], by=cast.kanta()).count == 1
        else:
            with pytest.raises(PermissionDenied):
                act(made, [key(film)], by=cast.kanta())
    if made.items.exists():
        with pytest.raises(PermissionDenied):
            arrange_rows(made, Arrangement(removed={row(made, 1).pk}), by=cast.kanta())


def test_who_keeps_a_list_arranges_it_and_nothing_else() -> None:
    made = a_list(cast.film("A"), editors=(cast.kanta(),), visibility=Visibility.PRIVATE)
    arrange_rows(made, Arrangement(removed={row(made, 1).pk}), by=cast.kanta())
    with pytest.raises(PermissionDenied):
        change_list(made, Words("Mine now"), by=cast.kanta())
    with pytest.raises(PermissionDenied):
        delete_list(made, by=cast.kanta())


def test_what_is_proposed_is_added_in_the_name_of_who_proposed_it() -> None:
    made = a_list(openness=Openness.CURATED)
    films = [cast.film(name) for name in "AB"]
    propose_rows(made, [key(each) for each in films], by=cast.kanta(), note="Fits")
    first, second = made.proposals.all()
    answer_proposals(made, [first.pk], accept=True, by=cast.mei())
    answer_proposals(made, [second.pk], accept=False, by=cast.mei())
    assert titles(made) == ["A"]
    assert (row(made, 1).added_by, row(made, 1).note) == (cast.kanta(), "Fits")
    assert not made.proposals.exists()


def test_a_copy_is_private_and_ones_own() -> None:
    made = a_list(cast.film("A"), cast.film("B"), ranked=True)
    copy = clone_list(made, by=cast.kanta())
    assert (copy.owner, copy.visibility, copy.cloned_from) == (cast.kanta(), "private", made)
    assert titles(copy) == ["A", "B"]
    assert copy.row_count == 2
    with pytest.raises(PermissionDenied):
        clone_list(copy, by=cast.mei())


def test_likes_count_once_and_not_from_the_owner() -> None:
    made = a_list()
    like_list(made, by=cast.kanta())
    assert like_list(made, by=cast.kanta()).like_count == 1
    with pytest.raises(PermissionDenied):
        like_list(made, by=cast.mei())
    assert like_list(made, by=cast.kanta(), likes=False).like_count == 0


def test_likes_of_an_hour_are_as_many_as_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(votes, "VOTES_AN_HOUR", 1)
    first, second = a_list(cast.film("A")), a_list(cast.film("B"))
    like_list(first, by=cast.kanta())
    with pytest.raises(TooMany):
        like_list(second, by=cast.kanta())
    like_list(first, by=cast.kanta(), likes=False)
    second.refresh_from_db()
    assert second.like_count == 0


def test_comments_go_by_their_author_the_owner_and_moderators() -> None:
    made = a_list()
    said = [comment_on_list(made, "No Akira?", by=cast.kanta()) for _each in range(3)]
    with pytest.raises(PermissionDenied):
        remove_comment(said[0], by=cast.totoro())
    for each, by in zip(said, (cast.kanta(), cast.mei(), cast.satsuki()), strict=True):
        remove_comment(each, by=by)
    assert not made.comments.exists()


def test_comments_are_limited_by_level() -> None:
    made = a_list()
    for _each in range(10):
        comment_on_list(made, "Again", by=cast.totoro())
    with pytest.raises(TooMany):
        comment_on_list(made, "Again", by=cast.totoro())
    with pytest.raises(ValidationError):
        comment_on_list(made, "  ", by=cast.mei())


def test_the_suspended_keep_only_what_nobody_else_sees() -> None:
    public, own = a_list(), a_list(visibility=Visibility.PRIVATE)
    film = cast.film("A")
    mei = suspended(cast.mei())
    with pytest.raises(PermissionDenied):
        add_rows(public, [key(film)], by=mei)
    with pytest.raises(PermissionDenied):
        comment_on_list(own, "Hm", by=mei)
    with pytest.raises(PermissionDenied):
        change_list(own, Words("Shown"), by=mei)
    with pytest.raises(PermissionDenied):
        make_list(mei, Words("Another"))
    assert add_rows(own, [key(film)], by=mei).count == 1


def test_changing_words_is_told_by_their_names() -> None:
    made = a_list()
    change_list(made, Words("Seen", tags=("diary",)), by=cast.mei())
    made.refresh_from_db()
    assert made.get_absolute_url() == f"/lists/{made.pk}-seen/"
    told = made.changes.get(act=ListAct.WORDS)
    assert told.details == {"fields": ["title", "tags"], "former": "Seen and watched"}


def test_deleting_leaves_nothing() -> None:
    made = a_list(cast.film("A"), tags=("x",))
    comment_on_list(made, "Hm", by=cast.kanta())
    like_list(made, by=cast.kanta())
    clone_list(made, by=cast.kanta())
    delete_list(made, by=cast.mei())
    assert FilmList.objects.get().cloned_from is None


def test_a_list_and_its_owner_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_ROWS", 2)
    made = a_list(cast.film("A"), cast.film("B"))
    with pytest.raises(ListFull):
        add_rows(made, [key(cast.film("C"))], by=cast.mei())
    monkeypatch.setattr(limits, "LISTS_AN_HOUR", 1)
    with pytest.raises(TooMany):
        a_list()
