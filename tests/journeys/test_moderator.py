"""A moderator clears ten submissions by keyboard: in part, sent back, a conflict, the rest approved."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from films.models import Film
from tests import cast
from tests.journeys.visitors import come_as
from wiki.integrity import disagreements
from wiki.models import Submission, SubmissionStatus


def act(page: Page, key: str) -> None:
    """Press a key that leads on, and wait for the page that follows and its keys."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)


def make_films() -> list[Film]:
    return [cast.film(f"Film {number}", runtime=90 + number) for number in range(10)]


def test_ten_submissions_are_cleared_by_keyboard(
    context: BrowserContext, live_server: object
) -> None:
    films = make_films()
    for number, film in enumerate(films):
        cast.propose(film, runtime=100 + number, country="JP", summary=f"Edit {number}")
    # Meanwhile somebody else changes the runtime of the fourth.
    cast.edit(films[3], runtime=77, by=cast.satsuki())

    page = come_as(context, cast.tatsuo(), live_server.url)  # type: ignore[attr-defined]
    page.goto("/moderation/")
    expect(page.get_by_text("1 conflict")).to_be_visible()
    page.keyboard.press("j")
    act(page, "o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 0")

    # The first in part: the country is left out, with a reason.
    change = page.locator("tr", has_text="Country")
    change.get_by_label("Leave out").check()
    change.get_by_placeholder("Why is this left out?").fill("No source says so")
    page.keyboard.press("Escape")  # out of the field
    act(page, "a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 1")

    # The second goes back to its author: c asks for a note first.
    page.keyboard.press("c")
    expect(page.get_by_label("Note to the author")).to_be_focused()
    page.keyboard.type("Which cut is that?")
    act(page, "Control+Enter")

    # The third is approved; the fourth has a conflict: nothing happens before it is settled.
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 2")
    act(page, "a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 3")
    page.get_by_label("Proposed: take this").check()
    act(page, "a")

    # One is rejected, with the reason typed by keyboard; the rest is approved.
    expect(page.get_by_role("heading", level=1)).to_have_text("Film 4")
    page.keyboard.press("r")
    page.keyboard.type("The disc says otherwise")
    act(page, "Control+Enter")
    for number in range(5, 10):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Film {number}")
        act(page, "a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")

    states = dict(
        Submission.objects.filter(summary__startswith="Edit").values_list("summary", "status")
    )
    assert states.pop("Edit 1") == SubmissionStatus.ASKED
    assert states.pop("Edit 4") == SubmissionStatus.REJECTED
    assert set(states.values()) == {SubmissionStatus.APPROVED}
    for film in films:
        film.refresh_from_db()
    assert [film.runtime for film in films] == [100, 91, 102, 103, 94, 105, 106, 107, 108, 109]
    assert (films[0].country, films[2].country) == ("", "JP")
    assert list(disagreements()) == []
