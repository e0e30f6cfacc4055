"""Reviews and recommendations go out with everything else, and come back as they were."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from accounts.actions.reviews.find_helpful import find_helpful
from accounts.models import ListImport, Recommendation, Review, User, Viewing
from accounts.moving import work
from accounts.moving.exports import account
from films.models import Film
from tests import cast
from tests.accounts.moving.bringing import bring, catalogue
from tests.accounts.reviews.writing import a_recommendation, a_review

pytestmark = pytest.mark.django_db


def _account() -> bytes:
    with account.export(cast.mei()) as file:
        return file.read()


def _told() -> list[tuple[Any, ...]]:
    words = ("film", "segment", "title", "text", "language", "score", "spoilers", "lead")
    reviews = Review.objects.filter(user=cast.mei()).values_list(*words, "created_at")
    pairs = Recommendation.objects.values_list("film", "other", "text", "language", "created_at")
    return sorted([*reviews, *pairs], key=str)


def _fill() -> dict[str, Film]:
    films = catalogue()
    now = {"microsecond": 0}
    a_review(films["memories"], "Good.\n\n>! Very. !<", score=90, language="de", spoilers=True)
    a_recommendation(films["akira"], films["memories"], "The same hand.", language="ja")
    for model in (Review, Recommendation):
        for row in model.objects.all():
            at = row.created_at.replace(**now)
            model.objects.filter(pk=row.pk).update(created_at=at, changed_at=at)
    return films


def _wipe() -> None:
    for model in (Review, Recommendation, Viewing, ListImport):
        model.objects.all().delete()


def test_what_goes_out_comes_in_again_and_twice_changes_nothing() -> None:
    _fill()
    was, file = _told(), _account()
    _wipe()
    of = bring("account.zip", file)
    assert _told() == was
    bring("account.zip", file)
    assert _told() == was
    work.undo(of)
    assert _told() == []


def test_an_import_changes_no_words_and_its_undoing_leaves_what_others_value() -> None:
    films = _fill()
    file = _account()
    a_review(films["memories"], "Seen again.")
    bring("account.zip", file)
    assert Review.objects.get().text == "Seen again."
    _wipe()
    of = bring("account.zip", file)
    find_helpful(Review.objects.get(), by=cast.kanta())
    work.undo(of)
    assert Review.objects.exists()
    assert not Recommendation.objects.exists()


def test_new_members_write_for_others_one_by_one_and_are_told(client: Client) -> None:
    _fill()
    file = _account()
    _wipe()
    mei = User.objects.filter(username="mei")
    mei.update(role=User.Role.NEW)
    of = bring("account.zip", file)
    assert _told() == []
    client.force_login(mei.get())
    waiting = "Bring the file again later"
    assert waiting in client.get(of.get_absolute_url()).content.decode()
    mei.update(role=User.Role.MEMBER)
    assert waiting not in client.get(of.get_absolute_url()).content.decode()
    again = bring("account.zip", file)
    assert waiting not in client.get(again.get_absolute_url()).content.decode()
    assert len(_told()) == 2


def test_the_archive_has_tables_and_former_versions() -> None:
    films = _fill()
    a_review(films["memories"], "Better.")
    with zipfile.ZipFile(io.BytesIO(_account())) as archive:
        reviews = list(csv.DictReader(io.StringIO(archive.read("reviews.csv").decode())))
        pairs = list(csv.DictReader(io.StringIO(archive.read("recommendations.csv").decode())))
        told = json.loads(archive.read("account.json"))
    assert [row["text"] for row in reviews] == ["Better."]
    assert [row["text"] for row in pairs] == ["The same hand."]
    assert [each["text"] for each in told["reviews"][0]["before"]] == ["Good.\n\n>! Very. !<"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": 5},
        {"text": "a\x00"},
        {"language": "klingon"},
        {"headline": ["x"], "score": "99999999999999999999999"},
        {"written": "yesterday"},
        {"film": "Memories"},
        {"segment": -1},
    ],
)
def test_hostile_reviews_of_a_file_do_no_harm(change: dict[str, Any]) -> None:
    _fill()
    with zipfile.ZipFile(io.BytesIO(_account())) as archive:
        told = json.loads(archive.read("account.json"))
    _wipe()
    told["reviews"][0] |= change
    told["recommendations"].append({"film": told["reviews"][0]["film"], "other": 7, "text": "x"})
    of = bring("account.json", json.dumps(told).encode())
    assert of.stage == "done"
    assert Review.objects.count() <= 1
