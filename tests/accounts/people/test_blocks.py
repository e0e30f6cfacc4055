"""Blocks between members."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.actions.lists.comment_on_list import comment_on_list
from accounts.actions.lists.like_list import like_list
from accounts.actions.lists.propose_rows import propose_rows
from accounts.actions.people.block_user import block_user, unblock_user
from accounts.blocks import check_not_blocked, is_blocked, who_block
from accounts.models import Openness, User, UserBlock
from tests import cast
from tests.accounts.lists.lists import a_list, key

pytestmark = pytest.mark.django_db


def test_a_block_has_one_direction_and_is_made_once() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    assert block_user(mei, kanta) == block_user(mei, kanta)
    assert is_blocked(mei, kanta)
    assert is_blocked(by=mei.pk, other=kanta.pk)
    assert not is_blocked(kanta, mei)
    assert who_block(kanta, [mei.pk, kanta.pk]) == {mei.pk}
    with pytest.raises(PermissionDenied, match="does not want to hear"):
        check_not_blocked(mei, kanta)
    unblock_user(mei, kanta)
    check_not_blocked(mei, kanta)


def test_nobody_blocks_themselves_or_who_moderates() -> None:
    for other in (cast.mei(), cast.satsuki(), cast.tatsuo()):
        with pytest.raises(ValidationError):
            block_user(cast.mei(), other)
    assert not UserBlock.objects.exists()


def test_who_is_blocked_neither_comments_nor_likes_nor_proposes() -> None:
    mei, kanta = cast.mei(), cast.kanta()
    shown, film = a_list(mei, openness=Openness.CURATED), cast.film()
    like_list(shown, by=kanta)
    block_user(mei, kanta)
    with pytest.raises(PermissionDenied):
        comment_on_list(shown, "Hello", by=kanta)
    with pytest.raises(PermissionDenied):
        propose_rows(shown, [key(film)], by=kanta)
    with pytest.raises(PermissionDenied):
        like_list(shown, by=kanta)
    assert like_list(shown, by=kanta, likes=False).like_count == 0
    comment_on_list(shown, "Hello", by=cast.totoro())


def test_who_is_blocked_is_not_offered_what_would_be_refused(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    shown = a_list(mei, openness=Openness.CURATED)
    url = shown.get_absolute_url()
    client.force_login(kanta)
    offers = (
        'action="/follow/"',
        f'action="{url}comments/"',
        f'action="{url}like/"',
        "Propose rows",
    )
    page = client.get(url).content.decode()
    assert all(offer in page for offer in offers)
    assert 'action="/follow/"' in client.get("/users/mei/").content.decode()
    like_list(shown, by=kanta)
    block_user(mei, kanta)
    page = client.get(url).content.decode()
    assert [offer for offer in offers if offer in page] == [f'action="{url}like/"']
    assert 'name="likes" value="no"' in page
    assert 'action="/follow/"' not in client.get("/users/mei/").content.decode()


def test_a_comment_that_a_block_refuses_comes_back_with_the_reason(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    shown = a_list(mei)
    block_user(mei, kanta)
    client.force_login(kanta)
    answer = client.post(f"{shown.get_absolute_url()}comments/", {"text": "Long thoughts"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Long thoughts</textarea>" in page
    assert page.count("This member does not want to hear from you.") == 1
    assert not shown.comments.exists()


def test_where_a_block_is_the_reason_nothing_is_said_of_levels(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    block_user(mei, kanta)
    client.force_login(kanta)
    answer = client.post("/follow/", {"about": f"user:{mei.pk}"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "does not want to hear from you" in page
    assert "Your level is" not in page


def test_nobody_keeps_a_list_with_whom_they_have_blocked(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    kantas, meis = a_list(by=kanta), a_list(by=mei)
    kantas.editors.add(mei, cast.totoro())
    meis.editors.add(kanta)
    block_user(mei, kanta)
    assert [each.username for each in kantas.editors.all()] == ["totoro"]
    assert not meis.editors.exists()
    client.force_login(kanta)
    sent = {"title": "With friends", "visibility": "public", "openness": "closed"}
    for url in ("/lists/new/", f"{kantas.get_absolute_url()}edit/"):
        answer = client.post(url, {**sent, "editors": "mei, totoro"})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "does not want to hear from you" in page
    assert not mei.lists_kept.exists()
    assert client.post("/lists/new/", {**sent, "editors": "totoro"}).status_code == 302


def test_the_page_offers_to_block_and_to_end_it(client: Client) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    client.force_login(mei)
    assert 'value="block"' in client.get("/users/kanta/").content.decode()
    answer = client.post("/users/kanta/block/", {"act": "block"})
    assert (answer.status_code, answer["Location"]) == (302, "/users/kanta/")
    assert is_blocked(mei, kanta)
    page = client.get("/users/kanta/").content.decode()
    assert 'value="unblock"' in page
    assert "You have blocked kanta" in page
    assert "kanta" in client.get("/accounts/privacy/").content.decode()
    client.post("/users/kanta/block/", {"act": "unblock", "next": "/accounts/privacy/"})
    assert not is_blocked(mei, kanta)


def test_blocking_asks_for_a_member_and_a_post(client: Client) -> None:
    cast.kanta()
    assert client.post("/users/kanta/block/").status_code == 302
    assert not UserBlock.objects.exists()
    client.force_login(cast.mei())
    assert client.get("/users/kanta/block/")["Location"] == "/users/kanta/"
    assert not UserBlock.objects.exists()
    assert client.post("/users/nobody/block/").status_code == 404
    client.post("/users/mei/block/")
    assert not UserBlock.objects.exists()
    assert User.objects.count() == 2
