"""Hiding, restoring and merging pages; undoing revisions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from films.models import Credit, Film, Person
from tests import cast
from tests.readers import reader
from wiki.actions.hide import hide
from wiki.models import Submission, SubmissionKind, SubmissionStatus

pytestmark = pytest.mark.django_db


def moderator() -> Client:
    return reader(cast.satsuki())


def text_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


# Hiding and restoring ------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["hide", "restore", "merge"])
def test_acts_on_pages_are_for_who_is_logged_in(act: str) -> None:
    url = f"{cast.film().get_absolute_url()}{act}/"
    response = Client().get(url)
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={url}"
    assert moderator().get(url).status_code == 200
    assert moderator().put(url).status_code == 405


@pytest.mark.parametrize("user", [cast.totoro, cast.mei, cast.kanta])
def test_members_do_not_restore(user: Callable[[], User]) -> None:
    url = f"{cast.film().get_absolute_url()}restore/"
    assert reader(user()).get(url).status_code == 403
    assert reader(user()).post(url, {"summary": "because"}).status_code == 403


@pytest.mark.parametrize("user", [cast.totoro, cast.mei, cast.kanta])
def test_members_propose_to_hide(user: Callable[[], User]) -> None:
    film, client = cast.film(), reader(user())
    url = f"{film.get_absolute_url()}hide/"
    assert "Propose to hide it" in text_of(client.get(url))
    response = client.post(url, {"summary": "not a film"}, follow=True)
    assert "This waits for a moderator now." in text_of(response)
    film.refresh_from_db()
    assert not film.hidden
    assert Submission.objects.get(kind=SubmissionKind.HIDE).is_pending


@pytest.mark.parametrize("user", [cast.totoro, cast.mei, cast.kanta])
def test_members_propose_to_merge(user: Callable[[], User]) -> None:
    one, other = two_people()
    client = reader(user())
    url = f"{one.get_absolute_url()}merge/"
    assert "Propose to merge them" in text_of(client.get(url, {"into": f"#{other.pk}"}))
    response = client.post(url, {"into": other.pk, "summary": "the same"}, follow=True)
    assert "This waits for a moderator now." in text_of(response)
    one.refresh_from_db()
    assert one.merged_into is None


def test_members_do_not_learn_of_hidden_pages_by_merging_into_them() -> None:
    one, other = cast.person("Koji"), cast.person("Morimoto")
    hide(other, user=cast.satsuki(), summary="Spam")
    url = f"{one.get_absolute_url()}merge/"
    for pk in (other.pk, 99999):
        response = reader(cast.mei()).post(url, {"into": pk, "summary": "the same"})
        assert response.status_code == 422
        assert "Choose the page to merge into." in text_of(response)


def test_a_moderator_hides_a_page_and_restores_it() -> None:
    film = cast.film("Memories")
    client = moderator()
    text = text_of(client.get(f"{film.get_absolute_url()}hide/"))
    assert "Readers no longer find this page" in text
    response = client.post(
        f"{film.get_absolute_url()}hide/", {"summary": "not a film", "sources": ""}, follow=True
    )
    assert "Readers no longer see this page." in text_of(response)
    assert Client().get(film.get_absolute_url()).status_code == 404
    assert "hidden already" in text_of(client.get(f"{film.get_absolute_url()}hide/"))
    response = client.post(f"{film.get_absolute_url()}restore/", {"summary": "it is"}, follow=True)
    assert "Readers see it again." in text_of(response)
    assert Client().get(film.get_absolute_url()).status_code == 200
    kinds = Submission.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["create", "hide", "restore"]


def test_hiding_needs_a_reason() -> None:
    film = cast.film()
    response = moderator().post(f"{film.get_absolute_url()}hide/", {"summary": " "})
    assert response.status_code == 422
    film.refresh_from_db()
    assert not film.hidden


def test_what_is_hidden_is_not_hidden_again() -> None:
    film = cast.film()
    client = moderator()
    client.post(f"{film.get_absolute_url()}hide/", {"summary": "one"})
    response = client.post(f"{film.get_absolute_url()}hide/", {"summary": "two"})
    assert response.status_code == 400
    assert "Nothing would change" in text_of(response)


# Merging -------------------------------------------------------------------------------------


def two_people() -> tuple[Person, Person]:
    """The same person twice; a film credits the first."""
    one, other = cast.person("Katsuhiro Ootomo"), cast.person("Katsuhiro Otomo")
    cast.film(rows={"credit:new1": {"role": "director", "person": cast.key_of(one)}})
    return one, other


@pytest.mark.parametrize("typed", ["#{pk}", "{url}", "http://testserver{url}", "Katsuhiro Otomo!"])
def test_the_other_page_is_found_by_number_address_or_name(typed: str) -> None:
    one, other = cast.person("Ootomo"), cast.person("Katsuhiro Otomo!")
    into = typed.format(pk=other.pk, url=other.get_absolute_url())
    response = moderator().get(f"{one.get_absolute_url()}merge/", {"into": into})
    text = text_of(response)
    assert "into Katsuhiro Otomo!" in text
    assert f'name="into" value="{other.pk}"' in text


def test_of_several_pages_with_the_name_one_is_chosen() -> None:
    one = cast.person("Koji")
    others = [cast.person("Morimoto"), cast.person("Morimoto")]
    response = moderator().get(f"{one.get_absolute_url()}merge/", {"into": "morimoto"})
    text = text_of(response)
    assert "Which of these?" in text
    for other in others:
        assert f'href="?into=%23{other.pk}"' in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nobody of that name", "No page is called that."),
        ("#99999", "No page is called that."),
        ("#{pk}", "A page cannot be merged into itself."),
    ],
)
def test_a_page_that_cannot_be_merged_into_is_refused(typed: str, said: str) -> None:
    one = cast.person("Koji")
    into = typed.format(pk=one.pk)
    response = moderator().get(f"{one.get_absolute_url()}merge/", {"into": into})
    assert response.status_code == 422
    assert said in text_of(response)


def test_what_a_merge_would_do_is_shown_and_nothing_is_done() -> None:
    one, other = two_people()
    response = moderator().get(f"{one.get_absolute_url()}merge/", {"into": f"#{other.pk}"})
    counts = {
        str(c.page.name): (c.added, c.changed, c.removed) for c in response.context["effect"].counts
    }
    assert counts["Katsuhiro Otomo"] == (1, 0, 0)
    assert counts["Memories"] == (0, 1, 0)
    one.refresh_from_db()
    assert one.merged_into is None


def test_a_moderator_merges() -> None:
    one, other = two_people()
    response = moderator().post(
        f"{one.get_absolute_url()}merge/",
        {"into": other.pk, "summary": "the same person"},
        follow=True,
    )
    assert response.request["PATH_INFO"] == other.get_absolute_url()
    assert "The two pages are one now." in text_of(response)
    assert Credit.objects.get().person == other
    assert Client().get(one.get_absolute_url()).status_code == 301


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"into": "", "summary": "x"}, "Choose the page to merge into."),
        ({"into": "99999", "summary": "x"}, "Choose the page to merge into."),
        ({"into": "{own}", "summary": "x"}, "A page cannot be merged into itself."),
        ({"into": "{other}", "summary": ""}, "This field is required."),
    ],
)
def test_a_merge_is_confirmed_in_full(data: dict[str, str], said: str) -> None:
    one, other = two_people()
    sent = {name: value.format(own=one.pk, other=other.pk) for name, value in data.items()}
    response = moderator().post(f"{one.get_absolute_url()}merge/", sent)
    assert response.status_code == 422
    assert said in text_of(response)
    one.refresh_from_db()
    assert one.merged_into is None


def test_a_page_is_not_merged_into_a_hidden_one() -> None:
    one, other = two_people()
    client = moderator()
    client.post(f"{other.get_absolute_url()}hide/", {"summary": "x"})
    sent = {"into": other.pk, "summary": "the same"}
    response = client.post(f"{one.get_absolute_url()}merge/", sent)
    assert response.status_code == 422
    assert "is hidden or merged itself" in text_of(response)


# Undoing -------------------------------------------------------------------------------------


def test_undoing_is_for_members() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    url = f"{film.get_absolute_url()}history/2/revert/"
    assert Client().get(url).status_code == 302
    assert reader(cast.mei()).get(url).status_code == 200
    assert reader(cast.mei()).get(f"{film.get_absolute_url()}history/7/revert/").status_code == 404


def test_the_form_shows_what_would_change_today() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    cast.edit(film, country="JP")
    text = text_of(reader(cast.kanta()).get(f"{film.get_absolute_url()}history/2/revert/"))
    assert "<del>115</del>" in text
    assert "<ins>113</ins>" in text
    assert "Japan" not in text
    assert "Undo revision 2 by mei" in text
    film.refresh_from_db()
    assert film.runtime == 115


def test_a_trusted_member_undoes_at_once() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    cast.edit(film, country="JP")
    response = reader(cast.kanta()).post(
        f"{film.get_absolute_url()}history/2/revert/", {"summary": "It is 113"}, follow=True
    )
    assert "Revision 2 is undone." in text_of(response)
    film.refresh_from_db()
    assert (film.runtime, film.country) == (113, "JP")


def test_a_member_proposes_to_undo() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    response = reader(cast.totoro()).post(
        f"{film.get_absolute_url()}history/2/revert/", {"summary": "It is 113"}
    )
    submission = Submission.objects.get(kind=SubmissionKind.REVERT)
    assert response["Location"] == submission.get_absolute_url()
    assert submission.status == SubmissionStatus.PENDING


def test_undoing_needs_a_reason() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    url = f"{film.get_absolute_url()}history/2/revert/"
    assert reader(cast.kanta()).post(url, {"summary": ""}).status_code == 422


def test_values_that_were_changed_since_are_chosen() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115, deck="Three stories.")
    cast.edit(film, runtime=120)
    client = moderator()
    url = f"{film.get_absolute_url()}history/2/revert/"
    page = client.get(url).content.decode()
    assert "1 value has changed meanwhile" in page
    response = client.post(url, {"summary": "no"})
    assert response.status_code == 409
    shown = dict(re.findall(r'name="(conflict-\d+)"\s+value="(\w+)"', page))
    response = client.post(url, {"summary": "no", **shown, "resolve-0": "now"})
    assert response.status_code == 302
    film.refresh_from_db()
    assert (film.runtime, film.deck) == (120, "")


def test_what_is_undone_already_cannot_be_undone() -> None:
    film = cast.film(runtime=113)
    cast.edit(film, runtime=115)
    cast.edit(film, runtime=113)
    client = reader(cast.kanta())
    url = f"{film.get_absolute_url()}history/2/revert/"
    text = text_of(client.get(url))
    assert "There is nothing to undo" in text
    assert client.post(url, {"summary": "x"}).status_code == 400


def test_other_pages_are_undone_only_after_they_were_shown() -> None:
    one, other = two_people()
    client = moderator()
    client.post(f"{one.get_absolute_url()}merge/", {"into": other.pk, "summary": "same"})
    one.refresh_from_db()
    url = f"/people/{one.pk}-{one.slug}/history/2/revert/?redirect=no"
    text = text_of(client.get(url))
    assert "Also undo what it changed on 2 other pages" in text
    response = client.post(url, {"summary": "two people", "everywhere": "1", "shown": "False"})
    assert response.status_code == 200
    assert "Memories" in text_of(response)
    assert Credit.objects.get().person == other
    response = client.post(url, {"summary": "two people", "everywhere": "1", "shown": "True"})
    assert response.status_code == 302
    assert Credit.objects.get().person == one
    one.refresh_from_db()
    assert one.merged_into is None


def test_only_moderators_undo_what_makes_or_hides_a_page() -> None:
    film = cast.film("Memories")
    url = f"{film.get_absolute_url()}history/1/revert/"
    for user in (cast.mei(), cast.kanta()):
        assert reader(user).get(url).status_code == 403
        assert reader(user).post(url, {"summary": "x"}).status_code == 403
    assert moderator().post(url, {"summary": "not a film"}).status_code == 302
    assert Film.objects.get().hidden
