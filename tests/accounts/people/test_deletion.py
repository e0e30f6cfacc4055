"""Deleting an account: what goes, what stays, and that nothing tells who it was."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from PIL import Image

from accounts import avatars
from accounts.actions.appeal import appeal
from accounts.actions.complain import complain
from accounts.actions.decide_complaints import decide_complaints
from accounts.actions.diary.log_watch import log_watch
from accounts.actions.follow import follow
from accounts.actions.lists.comment_on_list import comment_on_list
from accounts.actions.lists.like_list import like_list
from accounts.actions.lists.propose_rows import answer_proposals, propose_rows
from accounts.actions.people.block_user import block_user
from accounts.actions.people.delete_account import delete_account
from accounts.actions.people.describe_self import describe_self
from accounts.actions.people.favour import favour
from accounts.actions.people.set_privacy import set_privacy
from accounts.actions.reviews.find_helpful import find_helpful
from accounts.actions.suspend import lift, suspend
from accounts.actions.watch import Said, watch
from accounts.diary.told import Told
from accounts.models import (
    DiaryEntry,
    FilmList,
    Follow,
    ListChange,
    Openness,
    Review,
    Tally,
    User,
    UserBlock,
    Viewing,
)
from accounts.people.leaving import EMPTIED, GOES, KEPT, STAYS, is_reserved
from tests import cast
from tests.accounts.lists.lists import a_list, key
from tests.accounts.reviews.writing import a_recommendation, a_review
from wiki.actions.comment import comment
from wiki.models import Comment, LogEntry, Notice, Revision
from wiki.models.draft import Draft

pytestmark = pytest.mark.django_db

NAME, ADDRESS, PASSWORD = "Yubaba", "yubaba.aburaya@example.org", "no face"


def yubaba() -> User:
    """A member who has done a little of everything that can be done."""
    user = User.objects.create_user(NAME, ADDRESS, PASSWORD, role=User.Role.MEMBER)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "#335577").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


def lives(user: User) -> None:
    """Leave a trace in as many tables as possible."""
    mei, film, other = cast.mei(), cast.film("Akira"), cast.film("Memories")
    watch(user, film, Said(status="watched", score=90, notes=f"{NAME} was here"))
    log_watch(user, other, Told(watched_on="2026-11-01", score=70))
    favour(user, "film", film.pk)
    describe_self(user, about=f"I am {NAME}, {ADDRESS}", picture=picture())
    set_privacy(user, {"diary": "me"})
    theirs, own = a_review(film, by=mei), a_review(other, by=user)
    find_helpful(theirs, by=user)
    find_helpful(own, by=mei)
    a_recommendation(film, other, by=user)
    shown, mine = (
        a_list(title="Of mei", openness=Openness.CURATED),
        a_list(film, by=user, title=f"Best of {NAME}"),
    )
    like_list(shown, by=user)
    comment_on_list(shown, "A fine list", by=user)
    comment_on_list(mine, f"Thank you, {NAME}", by=mei)
    propose_rows(shown, [key(film)], by=user)
    answer_proposals(shown, [each.pk for each in shown.proposals.all()], accept=True, by=mei)
    propose_rows(shown, [key(other)], by=user)
    follow(user, f"user:{mei.pk}")
    follow(mei, f"user:{user.pk}")
    follow(mei, f"list:{mine.pk}")
    block_user(user, cast.kanta())
    revision = cast.accept(cast.propose(film, by=user, deck="A city"))
    waiting = cast.propose(other, by=user, deck="Three stories")
    comment(waiting, author=user, text="Please look at this")
    for about, remove in ((f"user:{user.pk}", False), (f"review:{own.pk}", True)):
        complain(cast.kanta(), about, reason="other", text="Odd")
        decide_complaints(about, by=cast.satsuki(), remove=remove, note="Looked at")
    complain(cast.totoro(), f"user:{user.pk}", reason="other", text="Odd")
    suspension = suspend(user, by=cast.satsuki(), reason="Noise")
    appeal(user, text="I was not loud", suspension=suspension)
    lift(suspension, by=cast.tatsuo())
    moments = {"created_at": revision.created_at, "updated_at": revision.created_at}
    Draft.objects.create(user=user, form="film", path="/films/1/edit/", data="a=b", **moments)


def relations() -> Iterator[str]:
    """Every column of every table that names a user."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is User:
                yield f"{model._meta.label}.{field.name}"


def test_of_every_relation_to_a_user_it_is_said_what_becomes_of_it() -> None:
    known = [*GOES, *EMPTIED, *STAYS]
    assert sorted(known) == sorted(set(known))
    assert sorted(set(relations())) == sorted(known)


def test_no_text_anywhere_tells_who_it_was(
    django_capture_on_commit_callbacks: Any,
) -> None:
    user = yubaba()
    lives(user)
    file = avatars.path_of(User.objects.get(pk=user.pk).avatar, 64)
    assert default_storage.exists(file)
    assert set(_telling()) >= {"accounts.User.username", "account.EmailAddress.email"}
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user)
    assert _telling() == []
    assert not default_storage.exists(file)


def _telling() -> list[str]:
    """The columns of all tables that hold the name or the address."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        texts = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values(*texts) if texts else ():
            for name, value in row.items():
                told = json.dumps(value, default=str).casefold()
                if NAME.casefold() in told or ADDRESS in told:
                    found.append(f"{model._meta.label}.{name}")
    return sorted(set(found))


def test_what_is_the_users_own_goes_and_what_others_built_on_stays() -> None:
    user = yubaba()
    lives(user)
    revisions, comments = Revision.objects.filter(author=user), Comment.objects.filter(author=user)
    counted = (revisions.count(), comments.count(), ListChange.objects.filter(by=user).count())
    assert counted[0] == counted[1] == 1
    delete_account(user)
    assert (revisions.count(), comments.count()) == counted[:2]
    for rows in (Viewing, DiaryEntry, Review, Notice):
        assert not rows.objects.filter(user=user).exists()
    assert not UserBlock.objects.exists()
    assert not Follow.objects.exists()
    assert [each.title for each in FilmList.objects.all()] == ["Of mei"]
    kept = FilmList.objects.get()
    assert kept.like_count == 0
    assert kept.items.count() == 1
    assert not kept.comments.exists()


def test_numbers_that_others_see_follow() -> None:
    user, film = yubaba(), cast.film("Akira")
    watch(user, film, Said(score=90))
    review = a_review(film, by=cast.mei())
    find_helpful(review, by=user)
    delete_account(user)
    review.refresh_from_db()
    assert review.helpful_count == 0
    assert Tally.objects.get(film=film, segment=None).votes == 0


def test_the_row_is_emptied_and_nobody_can_log_in() -> None:
    user = yubaba()
    lives(user)
    client = Client()
    client.force_login(user)
    delete_account(user)
    left = User.objects.get(pk=user.pk)
    assert left.username == f"deleted-{user.pk}"
    assert not left.is_active
    assert left.deleted_at
    assert not left.has_usable_password()
    fresh = User(username=left.username)
    for field in User._meta.concrete_fields:
        if field.name not in KEPT:
            assert getattr(left, field.attname) == getattr(fresh, field.attname), field.name
    assert client.get("/accounts/privacy/").status_code == 302
    assert not Client().login(username=left.username, password=PASSWORD)


def test_the_history_names_a_deleted_user_whose_page_says_so(client: Client) -> None:
    user, film = yubaba(), cast.film("Akira")
    cast.accept(cast.propose(film, by=user, deck="A city"))
    history = f"{film.get_absolute_url()}history/"
    assert NAME in client.get(history).content.decode()
    delete_account(user)
    page = client.get(history).content.decode()
    assert NAME not in page
    assert f"deleted-{user.pk}" in page
    gone = client.get(f"/users/deleted-{user.pk}/")
    assert gone.status_code == 200
    assert "Deleted user" in gone.content.decode()
    assert "Akira" in gone.content.decode()
    assert client.get(f"/users/{NAME}/").status_code == 404
    assert client.get(f"/users/deleted-{user.pk}/films/").status_code == 404


def test_pages_kept_for_strangers_do_not_show_the_name_any_more() -> None:
    user, film = yubaba(), cast.film("Akira")
    a_review(film, by=user, text="It is loud.")
    a_list(film, by=user)
    stranger = Client()
    before = stranger.get(film.get_absolute_url())
    assert NAME in before.content.decode()
    delete_account(user)
    after = stranger.get(film.get_absolute_url(), headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert NAME not in after.content.decode()


def test_it_asks_for_the_password_and_logs_out() -> None:
    user, client = yubaba(), Client()
    client.force_login(user)
    page = client.get("/accounts/delete/").content.decode()
    assert "What goes" in page
    assert "What stays" in page
    assert "/mine/export/" in page
    for wrong in ("", "wrong", "x" * 5000, "a\x00b"):
        assert client.post("/accounts/delete/", {"proof": wrong}).status_code == 422
    assert User.objects.get(pk=user.pk).is_active
    answer = client.post("/accounts/delete/", {"proof": PASSWORD})
    assert answer["Location"] == "/accounts/deleted/"
    assert "deleted" in client.get("/accounts/deleted/").content.decode()
    assert client.get("/mine/").status_code == 302
    assert not User.objects.get(pk=user.pk).is_active


def test_who_presses_twice_leaves_once() -> None:
    user = yubaba()
    pressed = User.objects.get(pk=user.pk)
    gone = delete_account(user)
    assert delete_account(pressed).deleted_at == gone.deleted_at
    assert LogEntry.objects.filter(person=user).count() == 1


def test_who_has_no_password_writes_their_name() -> None:
    user, client = yubaba(), Client()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.post("/accounts/delete/", {"proof": "wrong"}).status_code == 422
    assert client.post("/accounts/delete/", {"proof": NAME}).status_code == 302


def test_the_last_administrator_stays_until_there_is_another() -> None:
    with pytest.raises(ValidationError, match="only administrator"):
        delete_account(cast.tatsuo())
    User.objects.create_user("chihiro", role=User.Role.ADMIN)
    assert not delete_account(cast.tatsuo()).is_active


def test_nobody_else_is_called_like_a_deleted_account(client: Client) -> None:
    assert is_reserved("Deleted-12")
    assert not is_reserved("deleted-scenes")
    user = yubaba()
    User.objects.create_user(f"Deleted-{user.pk}")
    assert delete_account(user).username == f"deleted-{user.pk}-2"
    data: dict[str, Any] = {"username": "deleted-7", "email": "a@example.org", "password1": "x"}
    answer = client.post("/accounts/signup/", data)
    assert "Deleted accounts are called so" in answer.content.decode()
