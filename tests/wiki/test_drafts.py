"""Drafts: kept for whoever was shown the form, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.test import RequestFactory
from django.utils import timezone

from tests import cast
from wiki.drafts import (
    Ticket,
    TooLarge,
    delete_old,
    drafts_of,
    forget_posted,
    keep_posted,
    read_ticket,
    typing,
)
from wiki.models import Draft

pytestmark = pytest.mark.django_db

PATH = "/gardens/1/edit/"


def ticket(user: Any, form: str = "one", path: str = PATH) -> str:
    return Ticket(user.pk, form, path).sign("Hortus")


def posted(data: dict[str, Any], user: Any = None) -> Any:
    request = RequestFactory().post(PATH, data)
    request.user = user or AnonymousUser()
    return request


def asked(user: Any, query: str = "") -> Any:
    request = RequestFactory().get(PATH + query)
    request.user = user
    return request


def test_what_a_form_posts_is_kept_without_what_is_no_value() -> None:
    mei = cast.mei()
    data = {
        "draft": ticket(mei),
        "csrfmiddlewaretoken": "x",
        "action": "save",
        "base": "7",
        "rows": ["bed:1", "bed:new1"],
        "garden:1.note": "日本語\x00 & = %",
    }
    draft = keep_posted(posted(data, mei))
    assert draft is not None
    assert (draft.user, draft.path, draft.title, draft.base_number) == (mei, PATH, "Hortus", 7)
    assert dict(draft.values.lists()) == {
        "base": ["7"],
        "rows": ["bed:1", "bed:new1"],
        "garden:1.note": ["日本語\x00 & = %"],
    }


def test_keeping_again_replaces_what_was_kept_of_the_same_form_alone() -> None:
    mei = cast.mei()
    for form, note in (("one", "a"), ("two", "b"), ("one", "c")):
        keep_posted(posted({"draft": ticket(mei, form), "note": note}))
    assert sorted(draft.values["note"] for draft in drafts_of(mei)) == ["b", "c"]


@pytest.mark.parametrize("base", ["", "-1", "x", "9" * 40, "٣"])
def test_an_odd_base_is_no_error(base: str) -> None:
    draft = keep_posted(posted({"draft": ticket(cast.mei()), "base": base}))
    assert draft is not None
    assert draft.base_number == 0


@pytest.mark.parametrize(
    "text", ["", "x", signing.Signer().sign_object([1, "f", PATH, ""]), "\x00"]
)
def test_a_ticket_of_nobodys_making_keeps_nothing(text: str) -> None:
    assert read_ticket(text) is None
    assert keep_posted(posted({"draft": text, "note": "a"})) is None
    assert not Draft.objects.exists()


def test_nothing_is_kept_for_a_user_who_is_no_more() -> None:
    gone = Ticket(10**9, "f", PATH).sign("")
    assert keep_posted(posted({"draft": gone})) is None
    totoro = cast.totoro()
    totoro.is_active = False
    totoro.save()
    assert keep_posted(posted({"draft": ticket(totoro)})) is None


def test_a_draft_has_a_longest_size_while_typing() -> None:
    data = {"draft": ticket(cast.mei()), "note": "x" * 100}
    with pytest.raises(TooLarge):
        keep_posted(posted(data), longest=50)
    assert not Draft.objects.exists()
    assert keep_posted(posted(data)) is not None


def test_a_member_keeps_the_drafts_touched_last(settings: Any) -> None:
    settings.GENGA_DRAFTS = 2
    mei = cast.mei()
    keep_posted(posted({"draft": ticket(cast.kanta())}))
    for form in ("one", "two", "three"):
        keep_posted(posted({"draft": ticket(mei, form)}))
    assert {draft.form for draft in drafts_of(mei)} == {"two", "three"}
    assert drafts_of(cast.kanta()).count() == 1


def test_a_form_takes_up_ones_own_draft_of_the_same_form() -> None:
    mei = cast.mei()
    draft = keep_posted(posted({"draft": ticket(mei), "note": "a"}))
    assert draft is not None
    found = typing(asked(mei, f"?draft={draft.pk}"), PATH)
    assert found.data is not None
    assert found.data["note"] == "a"
    assert found.ticket.form == "one"
    for user, path in ((cast.totoro(), PATH), (mei, "/gardens/2/edit/")):
        other = typing(asked(user, f"?draft={draft.pk}"), path)
        assert (other.data, other.draft) == (None, None)


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "9" * 30, "٣", "%00"])
def test_an_odd_number_takes_up_nothing(wanted: str) -> None:
    assert typing(asked(cast.mei(), f"?draft={wanted}"), PATH).data is None


def test_a_fresh_form_offers_what_was_left_and_overwrites_none_of_it() -> None:
    mei = cast.mei()
    keep_posted(posted({"draft": ticket(mei)}))
    found = typing(asked(mei), PATH)
    assert [draft.form for draft in found.offered] == ["one"]
    assert found.ticket.form != "one"


def test_a_form_shown_again_keeps_its_ticket_and_takes_nobody_elses() -> None:
    mei, totoro = cast.mei(), cast.totoro()
    assert typing(posted({"draft": ticket(mei)}, mei), PATH).ticket.form == "one"
    assert typing(posted({"draft": ticket(totoro)}, mei), PATH).ticket.form != "one"
    assert typing(posted({"draft": ticket(mei)}, mei), "/gardens/2/edit/").ticket.form != "one"


def test_a_draft_goes_with_what_is_sent_and_others_stay() -> None:
    mei = cast.mei()
    for form in ("one", "two"):
        keep_posted(posted({"draft": ticket(mei, form)}))
    forget_posted(posted({"draft": ticket(mei, "one")}, mei))
    assert [draft.form for draft in drafts_of(mei)] == ["two"]


def test_drafts_that_nobody_touches_are_deleted_in_the_end(settings: Any) -> None:
    mei = cast.mei()
    for form in ("one", "two"):
        keep_posted(posted({"draft": ticket(mei, form)}))
    long_ago = timezone.now() - timedelta(days=settings.GENGA_DRAFT_DAYS, minutes=1)
    Draft.objects.filter(form="one").update(updated_at=long_ago)
    assert delete_old() == "old drafts deleted: 1"
    assert delete_old() == ""
    assert [draft.form for draft in drafts_of(mei)] == ["two"]
