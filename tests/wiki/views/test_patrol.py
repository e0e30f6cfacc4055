"""The patrol list: live edits that nobody has looked at, narrowed, marked, led to their reverts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.readers import reader
from wiki.models import RevisionEntry, Submission

pytestmark = pytest.mark.django_db
URL = "/moderation/patrol/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def live(title: str = "Memories", **fields: Any) -> Submission:
    """An edit by kanta that went live at once."""
    return cast.propose(cast.film(title, runtime=1), by=cast.kanta(), **(fields or {"runtime": 2}))


def titles(response: Any) -> list[str]:
    return [row.submission.title for row in response.context["rows"]]


def test_the_list_is_for_moderators() -> None:
    assert Client().get(URL)["Location"] == f"/accounts/login/?next={URL}"
    for user in (cast.totoro(), cast.mei(), cast.kanta()):
        assert reader(user).get(URL).status_code == 403
        assert reader(user).post(URL, {"only": "1"}).status_code == 403
    assert reader(cast.satsuki()).get(URL).status_code == 200
    assert reader(cast.satsuki()).put(URL).status_code == 405


def test_an_empty_list_says_so() -> None:
    client = reader(cast.satsuki())
    assert "Somebody has looked at everything" in text_of(client.get(URL))
    assert "fits these choices" in text_of(client.get(URL, {"type": "film"}))


def test_a_row_tells_what_changed_who_did_it_and_where_to_take_it_back() -> None:
    submission = live(runtime=115, country="JP")
    text = text_of(reader(cast.satsuki()).get(URL))
    assert "<ins>Japan</ins>" in text
    assert "<ins>115</ins>" in text
    assert 'href="/users/kanta/"' in text
    assert "(Trusted member, nothing judged yet)" in text
    assert "facts: 2 facts, changes" in text
    number = RevisionEntry.objects.get(revision__submission=submission).number
    url = f"/films/{submission.entry_id}/history/{number}/revert/?redirect=no"
    assert f'href="{url}"' in text
    assert reader(cast.satsuki()).get(url, follow=True).status_code == 200


def test_the_newest_is_first_and_filters_narrow_it() -> None:
    live("Memories")
    live("Akira", deck="A biker gang.")
    client = reader(cast.satsuki())
    assert titles(client.get(URL)) == ["Akira", "Memories"]
    assert titles(client.get(URL, {"area": "text"})) == ["Akira"]
    assert titles(client.get(URL, {"area": "credits"})) == []
    assert titles(client.get(URL, {"type": "film"})) == ["Akira", "Memories"]
    assert titles(client.get(URL, {"type": "person"})) == []
    assert titles(client.get(URL, {"author": "Kanta"})) == ["Akira", "Memories"]
    assert titles(client.get(URL, {"author": "mei", "kind": "edit"})) == []


def test_one_or_a_selection_is_marked_as_seen_and_the_choices_stay() -> None:
    first, second, third = live("Memories"), live("Akira"), live("Kite")
    client = reader(cast.satsuki())
    response = client.post(f"{URL}?type=film", {"only": first.pk}, follow=True)
    assert response.redirect_chain == [(f"{URL}?type=film", 302)]
    assert "1 edit marked as seen." in text_of(response)
    assert titles(response) == ["Kite", "Akira"]
    response = client.post(URL, {"submission": [second.pk, third.pk]}, follow=True)
    assert "2 edits marked as seen." in text_of(response)
    response = client.post(URL, {"submission": [second.pk]}, follow=True)
    assert "Somebody had looked at 1 edit already." in text_of(response)
    third.refresh_from_db()
    assert third.patrolled_by == cast.satsuki()


@pytest.mark.parametrize(
    "data",
    [{}, {"only": "x"}, {"submission": ["٣", "-1", "0" * 20 + "9" * 30]}, {"only": "999999"}],
)
def test_what_names_no_edit_marks_nothing(data: dict[str, Any]) -> None:
    live()
    response = reader(cast.satsuki()).post(URL, data, follow=True)
    assert "Nothing was selected." in text_of(response)
    assert titles(response) == ["Memories"]


def test_the_number_of_queries_does_not_grow_with_rows(
    django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Memories", runtime=115, country="JP")
    client = reader(cast.satsuki())
    client.get(URL)
    with django_assert_max_num_queries(13) as few:
        assert len(client.get(URL).context["rows"]) == 1
    for at in range(6):
        live(f"Film {at}", runtime=115, country="JP", deck="A deck.")
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(URL).context["rows"]) == 7


def test_the_list_is_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.views.patrol.PAGE_SIZE", 2)
    for title in ("One", "Two", "Three"):
        live(title)
    client = reader(cast.satsuki())
    page = client.get(URL)
    assert titles(page) == ["Three", "Two"]
    assert titles(client.get(URL + page.context["page"].next)) == ["One"]
