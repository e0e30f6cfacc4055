"""The main job in a browser: an editor proposes, a moderator approves, anybody reads, it is undone."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect

from films.models import Film, Person
from tests import cast
from tests.journeys.visitors import follow, log_in
from wiki.models import Submission


def memories() -> Film:
    return cast.film(
        "Memories",
        kind="anthology",
        runtime=113,
        rows={
            **cast.segments("Magnetic Rose"),
            "release:new1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"},
        },
    )


def test_an_edit_is_proposed_approved_read_and_reverted(context: BrowserContext) -> None:
    film = memories()
    # mei changes the runtime, and adds a credit with a new person and a character.
    editor = log_in(context, cast.mei())
    editor.goto(film.get_absolute_url())
    editor.goto(film.get_absolute_url() + "edit/")
    editor.get_by_label("Runtime (minutes)").first.fill("115")
    staff = editor.locator("#section-credits")
    staff.get_by_role("button", name="Add: credit", exact=True).click()
    row = staff.locator("[data-row]").first
    row.get_by_label("Role", exact=True).fill("Writer")
    row.get_by_label("Person", exact=True).fill("Satoshi Kon")
    proposal = row.get_by_role("option", name="Propose a new")
    expect(proposal).to_be_visible()
    row.get_by_label("Person", exact=True).press("ArrowDown")
    proposal.click()
    characters = editor.locator("#section-characters")
    characters.get_by_role("button", name="Add: character", exact=True).click()
    character = characters.locator("[data-row]").first
    character.get_by_label("Character", exact=True).fill("Heintz Beckner")
    character.get_by_role("option", name="Propose a new").click()
    editor.get_by_label("Summary").fill("Who wrote the first segment")
    editor.get_by_label("What it is").first.fill("seen in the credits")
    editor.get_by_role("button", name="Save changes").last.click()
    expect(editor.get_by_role("main")).to_contain_text("waiting")
    expect(editor.get_by_role("main")).to_contain_text("Satoshi Kon")
    submission = Submission.objects.pending().get()
    film.refresh_from_db()
    assert film.runtime == 113

    # satsuki compares and approves.
    moderator = log_in(context, cast.satsuki())
    moderator.goto("/moderation/")
    moderator.get_by_role("link", name="Memories").first.click()
    expect(moderator).to_have_url(re.compile(rf"/submissions/{submission.pk}/"))
    main = moderator.get_by_role("main")
    for text in ("113", "115", "Satoshi Kon", "Heintz Beckner", "seen in the credits"):
        expect(main).to_contain_text(text)
    follow(moderator.get_by_role("button", name="Approve"))
    moderator.goto(film.get_absolute_url())
    expect(moderator.get_by_role("main")).to_contain_text("115")
    expect(moderator.get_by_role("link", name="Satoshi Kon").first).to_be_visible()
    assert Person.objects.get(title="Satoshi Kon").credits.count() == 1

    # The history tells who did what, and takes it back.
    moderator.goto(film.get_absolute_url() + "history/")
    history = moderator.get_by_role("main")
    for text in ("mei", "satsuki", "Who wrote the first segment"):
        expect(history).to_contain_text(text)
    moderator.goto(film.get_absolute_url() + "history/2/revert/")
    moderator.get_by_role("main").get_by_label("Reason").fill("Not sure")
    follow(moderator.get_by_role("main").get_by_role("button", name="Undo this revision"))
    moderator.goto(film.get_absolute_url())
    expect(moderator.get_by_role("main")).to_contain_text("113")
    film.refresh_from_db()
    assert (film.runtime, film.credits.count()) == (113, 0)
