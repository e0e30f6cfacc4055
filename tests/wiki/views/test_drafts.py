"""Nothing typed into an edit form is lost: not by a lost log-in, a refusal, a stale token or a crash."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.policy import Policy
from films.models import Film
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls, form_of, memories
from wiki.actions.hide import hide
from wiki.entry_types import registry
from wiki.models import Draft, Submission

pytestmark = pytest.mark.django_db


def typed(client: Client, film: Film, query: str = "") -> tuple[str, dict[str, list[str]]]:
    """Where the form is, and the form with another runtime and a summary."""
    url = f"{film.get_absolute_url()}edit/{query}"
    data = form_of(client, url)
    data[f"film:{film.pk}.runtime"] = ["115"]
    data["summary"] = ["The disc says so"]
    return url, data


def log_in(client: Client, user: Any, address: str) -> Any:
    """The log-in that ``address`` leads to, by allauth's own form."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    page = client.get(address)
    assert page.status_code == 200
    data = {"login": user.username, "password": "genga", "next": page.wsgi_request.GET["next"]}
    return client.post("/accounts/login/", data)


def shown(client: Client, url: str) -> tuple[str, dict[str, list[str]]]:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode(), controls(answer.content.decode())


def values(film: Film, data: dict[str, list[str]]) -> tuple[str, str]:
    return data[f"film:{film.pk}.runtime"][0], data["summary"][0]


def test_what_is_typed_is_kept_while_it_is_typed() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    answer = client.post("/drafts/", data)
    assert answer.status_code == 200
    assert answer.json()["kept"].startswith("Draft kept")
    draft = Draft.objects.get()
    assert (draft.user, draft.title) == (cast.mei(), "Memories")
    assert draft.base_number == film.number


def test_it_is_offered_where_it_was_begun_and_fills_the_form() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    client.post("/drafts/", data)
    text, fresh = shown(client, url)
    assert "You began an edit here" in text
    assert values(film, fresh) == ("113", "")
    text, again = shown(client, Draft.objects.get().get_absolute_url())
    assert "Your draft" in text
    assert "data-dirty" in text
    assert values(film, again) == ("115", "The disc says so")
    assert again == data


def test_reading_the_form_with_a_draft_changes_nothing() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    client.post("/drafts/", data)
    before = list(Draft.objects.values())
    shown(client, url)
    shown(client, Draft.objects.get().get_absolute_url())
    shown(client, "/drafts/")
    assert list(Draft.objects.values()) == before


def test_the_draft_of_a_section_comes_back_in_that_section() -> None:
    client, film = reader(cast.mei()), memories()
    section = next(s.name for s in registry.of(Film).sections if "runtime" in s.fields)
    _url, data = typed(client, film, f"?section={section}")
    client.post("/drafts/", data)
    _text, again = shown(client, Draft.objects.get().get_absolute_url())
    assert again == data
    assert "You began an edit here" not in shown(client, f"{film.get_absolute_url()}edit/")[0]


def test_a_draft_goes_once_its_edit_is_sent() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    client.post("/drafts/", data)
    assert client.post(url, data).status_code == 302
    assert Submission.objects.pending().count() == 1
    assert not Draft.objects.exists()


def test_a_draft_of_an_older_page_is_merged_as_any_stale_edit() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    client.post("/drafts/", data)
    cast.edit(film, country="JP")
    address = Draft.objects.get().get_absolute_url()
    _text, again = shown(client, address)
    assert again["base"] == data["base"]
    assert client.post(f"{film.get_absolute_url()}edit/", again).status_code == 302
    submission = Submission.objects.pending().get()
    assert [change["fields"] for change in submission.changes] == [{"runtime": [113, 115]}]


def test_two_forms_of_one_page_do_not_overwrite_each_other() -> None:
    client, film = reader(cast.mei()), memories()
    for runtime in ("114", "115"):
        _url, data = typed(client, film)
        data[f"film:{film.pk}.runtime"] = [runtime]
        client.post("/drafts/", data)
    found = [shown(client, draft.get_absolute_url())[1] for draft in Draft.objects.all()]
    assert {data[f"film:{film.pk}.runtime"][0] for data in found} == {"114", "115"}


def test_a_lost_log_in_loses_nothing() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    client.logout()
    answer = client.post(url, data)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert not Submission.objects.pending().exists()
    after = log_in(client, cast.mei(), answer["Location"])
    _text, again = shown(client, after["Location"])
    assert again == data
    assert client.post(url, again).status_code == 302
    assert Submission.objects.pending().get().summary == "The disc says so"
    assert not Draft.objects.exists()


def test_a_lost_log_in_loses_nothing_of_a_new_page() -> None:
    client = reader(cast.mei())
    data = form_of(client, "/films/new/?name=Memories")
    data["summary"] = ["A new one"]
    client.logout()
    answer = client.post("/films/new/", data)
    after = log_in(client, cast.mei(), answer["Location"])
    assert shown(client, after["Location"])[1] == data


def test_a_lost_log_in_loses_nothing_of_an_amendment() -> None:
    client, film = reader(cast.mei()), memories()
    submission = cast.propose(film, runtime=114)
    url = f"{submission.get_absolute_url()}amend/"
    data = form_of(client, url)
    data[f"film:{film.pk}.runtime"] = ["116"]
    client.logout()
    answer = client.post(url, data)
    after = log_in(client, cast.mei(), answer["Location"])
    assert shown(client, after["Location"])[1] == data


def test_who_logs_in_instead_sees_nothing_of_it() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    client.logout()
    answer = client.post(url, data)
    after = log_in(client, cast.totoro(), answer["Location"])
    text, fresh = shown(client, after["Location"])
    assert values(film, fresh) == ("113", "")
    assert "The disc says so" not in text
    assert "You began an edit here" not in text
    assert Draft.objects.get().user == cast.mei()


def test_a_stranger_who_posts_leaves_nothing_behind() -> None:
    film = memories()
    answer = Client().post(f"{film.get_absolute_url()}edit/", {"summary": "x" * 1000})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_a_token_that_a_log_in_has_made_stale_loses_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mei())
    film = memories()
    url, data = typed(client, film)
    data["csrfmiddlewaretoken"] = [client.cookies["csrftoken"].value]
    client.cookies["csrftoken"] = "x" * 32  # as after a log-in in another tab
    answer = client.post(url, data)
    assert answer.status_code == 403
    draft = Draft.objects.get()
    assert draft.get_absolute_url() in answer.content.decode()
    assert not Submission.objects.pending().exists()
    _text, again = shown(client, draft.get_absolute_url())
    assert values(film, again) == ("115", "The disc says so")


def test_a_stale_token_of_any_other_form_is_answered_as_ever() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/notices/read/")
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()


def test_a_session_that_has_ended_still_keeps_what_is_typed() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    client.logout()
    assert client.post("/drafts/", data).status_code == 200
    assert Draft.objects.get().user == cast.mei()


def test_what_is_too_large_to_keep_while_typing_is_said_so() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    data["summary"] = ["x" * 1024 * 1024]
    answer = client.post("/drafts/", data)
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_a_form_without_a_ticket_is_not_kept() -> None:
    assert reader(cast.mei()).post("/drafts/", {"summary": "x"}).status_code == 400
    assert not Draft.objects.exists()


class Closed(Policy):
    """Nobody may send anything any more."""

    def may_submit(self, user: Any, kind: str) -> bool:
        return False


class Broken(Policy):
    """A site that has lost its wits."""

    def approved_at_once(self, user: Any, submission: Submission) -> bool:
        raise RuntimeError


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"GENGA_LEVELS": {"member": {"edits_per_hour": 0}}}, 429),
        ({"GENGA_POLICY": f"{__name__}.Closed"}, 403),
    ],
)
def test_a_refusal_shows_the_form_with_everything_typed(
    changed: dict[str, Any], status: int, settings: Any
) -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    for name, value in changed.items():
        setattr(settings, name, value)
    answer = client.post(url, data)
    assert answer.status_code == status
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert values(film, controls(text)) == ("115", "The disc says so")
    assert Draft.objects.get().values["summary"] == "The disc says so"


def test_an_error_of_the_server_loses_nothing(settings: Any) -> None:
    client, film = reader(cast.mei()), memories()
    client.raise_request_exception = False
    url, data = typed(client, film)
    settings.GENGA_POLICY = f"{__name__}.Broken"
    assert client.post(url, data).status_code == 500
    assert Draft.objects.get().values["summary"] == "The disc says so"


def test_what_is_typed_for_a_page_that_is_hidden_meanwhile_is_kept() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    hide(film, user=cast.satsuki(), summary="No film", sources="")
    assert client.post(url, data).status_code == 404
    assert Draft.objects.get().values["summary"] == "The disc says so"


def test_an_amendment_that_comes_too_late_becomes_a_draft_for_the_page() -> None:
    client, film = reader(cast.mei()), memories()
    submission = cast.propose(film, runtime=114)
    url = f"{submission.get_absolute_url()}amend/"
    data = form_of(client, url)
    data[f"film:{film.pk}.runtime"] = ["116"]
    cast.accept(submission)
    answer = client.post(url, data)
    assert answer.status_code == 409
    draft = Draft.objects.get()
    assert draft.get_absolute_url() in answer.content.decode()
    _text, again = shown(client, draft.get_absolute_url())
    assert again[f"film:{film.pk}.runtime"] == ["116"]


def test_a_preview_keeps_what_was_typed() -> None:
    client, film = reader(cast.mei()), memories()
    url, data = typed(client, film)
    assert client.post(url, {**data, "action": ["preview"]}).status_code == 200
    assert Draft.objects.get().values["summary"] == "The disc says so"


def test_drafts_are_listed_for_their_author_alone() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    client.post("/drafts/", data)
    address = Draft.objects.get().get_absolute_url()
    assert address in shown(client, "/drafts/")[0]
    assert "/drafts/" in shown(client, "/submissions/")[0]
    assert address not in shown(reader(cast.totoro()), "/drafts/")[0]


def test_only_its_author_throws_a_draft_away() -> None:
    client, film = reader(cast.mei()), memories()
    _url, data = typed(client, film)
    client.post("/drafts/", data)
    url = f"/drafts/{Draft.objects.get().pk}/discard/"
    assert client.get(url).status_code == 405
    assert reader(cast.totoro()).post(url).status_code == 404
    assert Client().post(url).status_code == 302
    assert Draft.objects.exists()
    assert client.post(url, {"next": "//evil.example/"})["Location"] == "/drafts/"
    assert not Draft.objects.exists()
