"""The pages of edit filters: who sees them, trying without writing, saving, and what was refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from films.models import Film
from tests import cast
from tests.readers import reader
from tests.wiki.filters.test_run import rule
from tests.wiki.views.test_edit import form_of
from wiki.models import Act, EditFilter, FilterAction, FilterHit, LogEntry, Submission

pytestmark = pytest.mark.django_db

LIST = "/moderation/filters/"
NEW = f"{LIST}new/"
SEEDS = {"name": "Seeds", "action": "flag", "minutes": "10", "if_words": "seeds\nsoil"}


def tried(client: Client, url: str, data: dict[str, Any]) -> dict[str, Any]:
    """``data`` with the proof that the form gives after a rehearsal."""
    page = client.post(url, {**data, "do": "try"})
    assert page.status_code == 200
    found = re.search(r'name="tried" value="([^"]+)"', page.content.decode())
    assert found
    return {**data, "tried": found[1]}


def film_with_text(text: str) -> Film:
    return cast.film("Memories", description=text)


@pytest.mark.parametrize("address", [LIST, f"{LIST}hits/", "{filter}"])
def test_moderators_read_the_pages_and_members_do_not(address: str) -> None:
    address = address.format(filter=rule().get_absolute_url())
    assert reader(cast.satsuki()).get(address).status_code == 200
    assert reader(cast.kanta()).get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("address", [NEW, "{filter}edit/"])
def test_only_administrators_set_filters(address: str) -> None:
    address = address.format(filter=rule().get_absolute_url())
    for method in ("get", "post"):
        assert getattr(reader(cast.satsuki()), method)(address).status_code == 403
        assert getattr(Client(), method)(address).status_code == 302
    assert reader(cast.tatsuo()).get(address).status_code == 200


def test_a_new_filter_is_off_and_logged() -> None:
    client = reader(cast.tatsuo())
    answer = client.post(NEW, {**SEEDS, "if_level": "0", "reason": "Shops came", "do": "save"})
    seeds = EditFilter.objects.get()
    assert answer.headers["Location"] == seeds.get_absolute_url()
    assert (seeds.slug, seeds.enabled, seeds.number) == ("seeds", False, 1)
    assert seeds.conditions == {"level": 0, "words": ["seeds", "soil"]}
    line = LogEntry.objects.get(act=Act.FILTER)
    assert (line.actor, line.title, line.reason) == (cast.tatsuo(), "Seeds", "Shops came")
    assert line.data["after"]["conditions"] == seeds.conditions
    assert line.data["before"] == {}


def test_the_form_shows_what_is_stored_and_posted_untouched_changes_nothing() -> None:
    conditions = {
        "level": 1,
        "account_days": 7,
        "approved_below": 3,
        "kinds": ["edit"],
        "types": ["film"],
        "areas": ["text", "names"],
        "fields": ["description", "filmlink"],
        "facts_touched": 1,
        "facts_removed": 2,
        "added": 3,
        "removed": 4,
        "share_removed": 50,
        "links": 5,
        "words": ["a", "b c"],
        "expression": r"\bx{2,3}$",
        "capitals": 60,
        "run": 8,
        "sent": [9, 10],
        "same_text": [2, 24],
    }
    stored = rule(conditions=conditions, note="A note", message="No.", minutes=30)
    client = reader(cast.tatsuo())
    page = client.get(f"{stored.get_absolute_url()}edit/").content.decode()
    data = controls(page)
    answer = client.post(f"{stored.get_absolute_url()}edit/", {**data, "do": "save"})
    assert answer.status_code == 302
    stored.refresh_from_db()
    assert (stored.conditions, stored.number, stored.enabled) == (conditions, 1, True)
    assert LogEntry.objects.filter(act=Act.FILTER).count() == 1  # that of its making


def controls(page: str) -> dict[str, list[str]]:
    from tests.wiki.views.test_edit import controls as of_edit_form

    return of_edit_form(page.replace('class="filter-form"', 'class="edit-form"'))


def test_trying_tells_what_would_be_hit_and_writes_nothing() -> None:
    memories = film_with_text("")
    hit = cast.propose(memories, by=cast.totoro(), description="Seeds for sale", summary="shop")
    cast.accept(hit)
    cast.propose(memories, by=cast.totoro(), runtime=113)
    client = reader(cast.tatsuo())
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(NEW, {**SEEDS, "name": "", "do": "try"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It would have hit 1 of the last 3 submissions" in page
    assert f'href="/submissions/{hit.pk}/"' in page
    assert "approved 1" in page
    assert "seeds\nsoil" in page  # nothing typed is lost
    assert not EditFilter.objects.exists()
    written = [q["sql"] for q in captured if not q["sql"].lstrip("( ").startswith("SELECT")]
    assert not [sql for sql in written if "wiki_" in sql]


def test_a_filter_is_switched_on_only_with_conditions_that_were_tried() -> None:
    client = reader(cast.tatsuo())
    on = {**SEEDS, "enabled": "on", "do": "save"}
    answer = client.post(NEW, on)
    assert answer.status_code == 422
    assert "have not been tried yet" in answer.content.decode()
    proven = tried(client, NEW, on)
    assert client.post(NEW, {**proven, "if_words": "seeds", "do": "save"}).status_code == 422
    assert client.post(NEW, {**proven, "tried": "x" + proven["tried"]}).status_code == 422
    assert client.post(NEW, {**proven, "do": "save"}).status_code == 302
    assert EditFilter.objects.get().enabled


def test_what_works_already_needs_no_new_trial_unless_its_conditions_change() -> None:
    working = rule()
    url = f"{working.get_absolute_url()}edit/"
    client = reader(cast.tatsuo())
    data = {**SEEDS, "if_words": "seeds", "enabled": "on", "number": "1", "do": "save"}
    assert client.post(url, {**data, "action": "review"}).status_code == 302
    data["number"] = "2"
    assert client.post(url, {**data, "if_words": "soil"}).status_code == 422
    assert client.post(url, {**data, "enabled": ""}).status_code == 302
    data["number"] = "3"
    assert client.post(url, data).status_code == 422  # it is off now


def test_the_log_says_what_was_and_what_is() -> None:
    working = rule()
    client = reader(cast.tatsuo())
    data = {**SEEDS, "if_words": "soil", "number": "1", "do": "save", "message": "No."}
    client.post(f"{working.get_absolute_url()}edit/", data)
    line = LogEntry.objects.filter(act=Act.FILTER).first()
    assert line is not None
    assert line.data["before"]["conditions"] == {"words": ["seeds"]}
    assert line.data["after"]["conditions"] == {"words": ["soil"]}
    assert (line.data["before"]["enabled"], line.data["after"]["enabled"]) == (True, False)
    page = reader(cast.satsuki()).get(working.get_absolute_url()).content.decode()
    assert "any of these words added: “soil”" in page
    assert "switched off" in page


def test_two_administrators_do_not_overwrite_each_other_unseen() -> None:
    working = rule()
    url = f"{working.get_absolute_url()}edit/"
    client = reader(cast.tatsuo())
    data = {**SEEDS, "number": "1", "do": "save"}
    assert client.post(url, {**data, "note": "First"}).status_code == 302
    answer = client.post(url, {**data, "note": "Second"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else has changed this filter" in page
    assert "Second" in page
    assert 'name="number" value="2"' in page  # who saves again means it
    working.refresh_from_db()
    assert working.note == "First"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("if_expression", "(", "no regular expression"),
        ("if_expression", "(((a{999}){999}){999})", "repeats too much"),
        ("if_expression", "a*", "even in an empty text"),
        ("if_fields", "descriptoin", "No page has a field or row"),
        ("if_links", "0", "greater than or equal to 1"),
        ("if_share_removed", "101", "less than or equal to 100"),
        ("if_links", "many", "whole number"),
        ("if_links", "9" * 30, "less than or equal to"),
        ("if_level", "9", "valid choice"),
        ("if_types", "orchard", "valid choice"),
        ("if_sent", "5", "Give both numbers"),
        ("if_words", "\n".join(map(str, range(501))), "At most 500 lines"),
        ("if_words", "a\x00b", "Null characters"),
        ("minutes", "0", "greater than or equal to 1"),
        ("minutes", "2000", "less than or equal to 1440"),
        ("action", "burn", "valid choice"),
        ("name", "", "required"),
        ("name", "n" * 61, "at most 60"),
        ("number", "x", "Nothing was saved"),
    ],
)
def test_mistakes_are_told_beside_their_field_and_nothing_typed_is_lost(
    field: str, value: str, told: str
) -> None:
    client = reader(cast.tatsuo())
    data = {**SEEDS, "if_run": "8", "note": "Typed note", "do": "save", field: value}
    answer = client.post(NEW, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Typed note" in page
    assert not EditFilter.objects.exists()


def test_a_filter_without_conditions_is_refused() -> None:
    answer = reader(cast.tatsuo()).post(NEW, {**SEEDS, "if_words": " \n", "do": "save"})
    assert answer.status_code == 422
    assert "at least one condition" in answer.content.decode()


def test_names_of_filters_are_unique_and_slugs_are_made_so() -> None:
    client = reader(cast.tatsuo())
    client.post(NEW, {**SEEDS, "do": "save"})
    assert client.post(NEW, {**SEEDS, "do": "save"}).status_code == 422
    client.post(NEW, {**SEEDS, "name": "Seeds!", "do": "save"})
    client.post(NEW, {**SEEDS, "name": "種", "do": "save"})
    slugs = EditFilter.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["seeds", "seeds-2", "filter"]


def refused(author: User, text: str = "Seeds for sale") -> Any:
    """A newcomer's edit that is refused, sent by the form; the answer."""
    memories = film_with_text("")
    url = memories.get_absolute_url() + "edit/?section=story"
    client = reader(author)
    data = form_of(client, url)
    data[f"film:{memories.pk}.description"] = [text]
    data["summary"] = ["my shop"]
    return client.post(url, data)


def test_a_refused_edit_comes_back_with_all_that_was_typed() -> None:
    rule(FilterAction.REFUSE, message="No seeds here, please.")
    answer = refused(cast.totoro())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No seeds here, please." in page
    assert "Seeds for sale" in page
    assert "my shop" in page
    assert not Submission.objects.pending().exists()


def test_a_throttled_edit_comes_back_with_when_to_try_again() -> None:
    throttle = rule(FilterAction.THROTTLE, minutes=15)
    cast.propose(cast.film("Other"), by=cast.totoro(), description="seeds")
    assert throttle.hits.count() == 1
    answer = refused(cast.totoro())
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert "The next one like this can be sent" in page
    assert "Seeds for sale" in page


def test_an_edit_beyond_the_limit_comes_back_with_when_to_try_again(settings: Any) -> None:
    settings.GENGA_LEVELS = {"new": {"edits_per_hour": 1}}
    cast.propose(cast.film("Other"), by=cast.totoro(), runtime=90)
    answer = refused(cast.totoro())
    assert answer.status_code == 429
    assert 59 * 60 < int(answer.headers["Retry-After"]) <= 3600
    page = answer.content.decode()
    assert "You have sent 1 edit in the last hour" in page
    assert "Seeds for sale" in page
    assert "my shop" in page


def test_a_comment_beyond_the_limit_comes_back_with_when_to_try_again(settings: Any) -> None:
    settings.GENGA_LEVELS = {"new": {"comments_per_hour": 1}}
    submission = cast.propose(cast.film("Other"), by=cast.totoro(), runtime=90)
    client = reader(cast.totoro())
    url = f"{submission.get_absolute_url()}comments/"
    assert client.post(url, {"text": "One"}).status_code == 302
    answer = client.post(url, {"text": "Two more words"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert "Two more words" in answer.content.decode()


def test_moderators_see_what_was_refused_and_who_tried() -> None:
    seeds = rule(FilterAction.REFUSE)
    refused(cast.totoro())
    page = reader(cast.satsuki()).get(f"{LIST}hits/?author=Totoro&stopped=on").content.decode()
    assert "Seeds for sale" in page
    assert "my shop" in page
    assert "not taken" in page
    for query in ("author=mei", "filter=other&author=mei"):
        assert "No hits." in reader(cast.satsuki()).get(f"{LIST}hits/?{query}").content.decode()
    assert "Seeds for sale" in reader(cast.satsuki()).get(seeds.get_absolute_url()).content.decode()


def test_the_list_counts_hits_and_what_was_not_taken() -> None:
    seeds = rule(FilterAction.REFUSE)
    rule(name="Off", enabled=False)
    refused(cast.totoro())
    FilterHit.objects.create(
        filter=seeds, author=cast.mei(), entry_type="film", created_at="2026-01-01T00:00Z"
    )  # long ago
    client = reader(cast.satsuki())
    with CaptureQueriesContext(connection) as few:
        page = client.get(LIST).content.decode()
    assert 'stopped=on">1</a>' in page
    for n in range(5):
        rule(name=f"More {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


def test_what_a_filter_has_flagged_is_found_in_the_queue_by_its_name() -> None:
    rule()
    cast.propose(cast.film("Other"), by=cast.totoro(), description="seeds")
    cast.propose(cast.film("Third"), by=cast.totoro(), description="iris")
    page = reader(cast.satsuki()).get("/moderation/?flag=filter-seeds").content.decode()
    assert "Other" in page
    assert "Third" not in page
