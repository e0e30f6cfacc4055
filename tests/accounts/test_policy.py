"""The table of levels: what each may do, and which edits are live at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.policy import LEVELS
from films.models import Film
from tests import cast
from tests.accounts.records import judged, proven
from wiki.actions.revert import revert
from wiki.areas import Area
from wiki.models import Revision, RevisionEntry, Submission, SubmissionKind
from wiki.policy import Freedom, Level, policy

pytestmark = pytest.mark.django_db
WHO: dict[str, Callable[[], User]] = {
    "new": cast.totoro,
    "member": cast.mei,
    "trusted": cast.kanta,
    "moderator": cast.satsuki,
    "admin": cast.tatsuo,
}
FREEST_FIRST = list(Freedom)
CREDIT = {"credit:new1": {"role": "music", "credited_as": "Yoko Kanno"}}
TEXT = "A long description of what happens in the film. " * 4


def memories() -> Film:
    """A film by somebody else, with a credit, a runtime and no country."""
    return cast.film(
        runtime=113, rows={"credit:new1": {"role": "director", "credited_as": "Otomo"}}
    )


def adding(film: Film, user: User) -> Submission:
    return cast.propose(film, by=user, rows=CREDIT)


def changing(film: Film, user: User) -> Submission:
    row = next(iter(cast.rows_of(film, "credit")))
    return cast.propose(film, by=user, rows={row: {"credited_as": "Katsuhiro Otomo"}})


def removing(film: Film, user: User) -> Submission:
    row = next(iter(cast.rows_of(film, "credit")))
    return cast.propose(film, by=user, rows={row: None})


# The table -----------------------------------------------------------------------------------


def test_there_is_one_line_for_each_role_in_their_order() -> None:
    assert [level.name for level in LEVELS] == User.Role.values
    assert [level.rank for level in LEVELS] == list(range(len(LEVELS)))


@pytest.mark.parametrize("name", [f.name for f in fields(Level)])
def test_no_level_may_do_less_than_the_one_below(name: str) -> None:
    values = [getattr(level, name) for level in LEVELS]
    if name in ("fills", "overwrites", "blanks"):
        places = [FREEST_FIRST.index(value) for value in values]
        assert places == sorted(places, reverse=True)
    elif name == "protection":
        order = ["open", "trusted", "moderators"]
        assert [order.index(value) for value in values] == sorted(map(order.index, values))
    elif name not in ("name", "label"):
        numbers = [float("inf") if value is None else value for value in values]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
def test_what_takes_more_from_others_is_never_freer(level: Level) -> None:
    places = [FREEST_FIRST.index(f) for f in (level.fills, level.overwrites, level.blanks)]
    assert places == sorted(places)


def test_a_site_may_change_the_numbers(settings: Any) -> None:
    settings.GENGA_LEVELS = {"new": {"waiting": 2}}
    assert policy().limits(cast.totoro()).waiting == 2
    assert policy().limits(AnonymousUser()).waiting == 2
    assert policy().limits(cast.mei()).waiting == LEVELS[1].waiting


# Live at once --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "live"),
    [
        (adding, {"trusted", "moderator", "admin"}),
        (changing, {"trusted", "moderator", "admin"}),
        (removing, {"moderator", "admin"}),
    ],
)
@pytest.mark.parametrize("who", WHO)
def test_without_a_record_the_level_decides(
    who: str, act: Callable[[Film, User], Submission], live: set[str]
) -> None:
    assert act(memories(), WHO[who]()).automatic is (who in live)


@pytest.mark.parametrize(
    ("accepted", "act", "live"),
    [
        (16, adding, True),
        (16, changing, False),
        (40, changing, True),
        (50, removing, False),
    ],
)
def test_a_members_record_frees_additions_first_then_changes_and_never_removals(
    accepted: int, act: Callable[[Film, User], Submission], live: bool
) -> None:
    film = memories()
    mei = proven(cast._user("hatsue", "member"), Area.CREDITS, accepted=accepted)
    assert act(film, mei).automatic is live


def test_a_new_members_record_frees_nothing() -> None:
    assert adding(memories(), proven(cast.totoro(), Area.CREDITS, accepted=50)).is_pending


def test_every_piece_must_qualify() -> None:
    film, hatsue = memories(), proven(cast._user("hatsue", "member"), Area.CREDITS)
    assert cast.propose(film, by=hatsue, rows=CREDIT, country="JP").is_pending
    proven(hatsue, Area.FACTS)
    film.refresh_from_db()
    assert cast.propose(film, by=hatsue, rows=CREDIT, country="JP").automatic


def test_a_trusted_members_record_counts_against_them_in_its_area_alone() -> None:
    film, kanta = memories(), cast.kanta()
    judged(kanta, Area.CREDITS, accepted=3, refused=3)
    assert adding(film, kanta).is_pending
    assert cast.propose(film, by=kanta, runtime=115).automatic


def test_a_description_cut_by_more_than_half_is_a_removal() -> None:
    film, kanta = cast.film(description=TEXT), cast.kanta()
    assert cast.propose(film, by=kanta, description=TEXT[: len(TEXT) // 3]).is_pending
    assert cast.propose(film, by=kanta, description=f"{TEXT} And more.").automatic


def test_moving_rows_counts_as_a_change_of_facts() -> None:
    film = cast.film(
        rows={
            f"credit:new{at}": {"role": "music", "credited_as": name, "position": at}
            for at, name in enumerate(("Kanno", "Ishino"), 1)
        }
    )
    rows = list(cast.rows_of(film, "credit"))

    def swap(user: User) -> Submission:
        film.refresh_from_db()
        places = {row: fields["position"] for row, fields in cast.rows_of(film, "credit").items()}
        swapped = {rows[0]: {"position": places[rows[1]]}, rows[1]: {"position": places[rows[0]]}}
        return cast.propose(film, by=user, rows=swapped)

    hatsue = proven(cast._user("hatsue", "member"), Area.CREDITS)
    assert swap(hatsue).is_pending
    assert swap(cast.kanta()).automatic


def test_a_new_page_is_live_where_trust_is_proven_in_all_that_it_says() -> None:
    hatsue = proven(cast._user("hatsue", "member"), Area.FACTS)
    assert cast.propose_page(Film, "Akira", by=hatsue, runtime=124).is_pending
    proven(hatsue, Area.NAMES)
    assert cast.propose_page(Film, "Perfect Blue", by=hatsue, runtime=81).automatic
    assert cast.propose_page(Film, "Paprika", by=cast.kanta(), runtime=90).automatic
    assert cast.propose_page(Film, "Kite", by=cast.totoro(), runtime=45).is_pending


def undo(revision: Revision, user: User) -> Submission:
    row = RevisionEntry.objects.get(revision=revision)
    return revert(row, user=user, summary="No")


def test_a_revert_is_judged_by_what_it_does() -> None:
    film = memories()
    added = cast.edit(film, rows=CREDIT)
    changed = cast.edit(film, runtime=115)
    assert undo(changed, cast.kanta()).automatic
    assert undo(added, cast.kanta()).is_pending
    assert undo(added, cast.satsuki()).automatic


def test_ones_own_latest_edit_is_taken_back_like_a_change() -> None:
    film, kanta = memories(), cast.kanta()
    assert undo(cast.edit(film, by=kanta, rows=CREDIT), kanta).automatic
    film.refresh_from_db()
    added = cast.edit(film, by=kanta, rows=CREDIT)
    cast.edit(film, runtime=115)
    assert undo(added, kanta).is_pending
    film.refresh_from_db()
    assert undo(cast.edit(film, rows={"credit:new1": {"role": "art_director", "credited_as": "X"}}),
                kanta).is_pending  # fmt: skip


def test_a_page_made_by_oneself_is_not_hidden_at_once_by_undoing_it() -> None:
    made = cast.propose_page(Film, "Akira", by=cast.kanta())
    assert made.automatic
    assert undo(made.revision, cast.kanta()).is_pending


def test_the_table_alone_decides_without_a_query(django_assert_num_queries: Any) -> None:
    submission = adding(memories(), cast.mei())
    for who, queries in (("new", 0), ("moderator", 0), ("member", 1), ("trusted", 1)):
        user = WHO[who]()
        with django_assert_num_queries(queries):
            policy().approved_at_once(user, submission)


# Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("new", ""),
        ("member", ""),
        (
            "trusted",
            "What you add or change is live at once; a moderator looks at what you remove.",
        ),
        ("moderator", "Your edits are live at once."),
    ],
)
def test_the_form_says_what_will_be_live(who: str, words: str) -> None:
    user = WHO[who]()
    assert policy().promise(user, SubmissionKind.EDIT) == words
    assert policy().may_go_live(user, SubmissionKind.EDIT) is bool(words)


def test_the_form_names_the_areas_that_the_record_frees_or_holds() -> None:
    mei = proven(cast.mei(), Area.CREDITS)
    words = policy().promise(mei, SubmissionKind.EDIT)
    assert words.startswith("What you add to credits and cast is live at once")
    kanta = cast.kanta()
    judged(kanta, Area.TEXT, refused=6)
    words = policy().promise(kanta, SubmissionKind.EDIT)
    assert words.startswith("What you add or change is live at once, but not text:")


def test_no_hide_or_merge_is_promised_to_members() -> None:
    for kind in (SubmissionKind.HIDE, SubmissionKind.MERGE):
        assert policy().promise(cast.kanta(), kind) == ""
        assert not policy().may_go_live(cast.kanta(), kind)
        assert policy().may_go_live(cast.satsuki(), kind)


def test_the_queue_is_told_who_somebody_is_in_one_query(django_assert_num_queries: Any) -> None:
    mei, totoro = cast.mei(), cast.totoro()
    judged(mei, accepted=41, refused=1)
    for users in ([mei], [mei, totoro, cast.kanta(), cast.satsuki()]):
        with django_assert_num_queries(1):
            found = policy().standing(users)
        assert set(found) == {user.pk for user in users}
    assert found[mei.pk] == "Member, 41 of 42 accepted"
    assert found[totoro.pk] == "New member, nothing judged yet"
