"""The diary in a browser: a film is logged from its page, the year is looked at on every screen."""

from __future__ import annotations

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actions.diary.log_watch import log_watch
from accounts.diary.told import Told
from accounts.models import DiaryEntry
from films.models import Film, Segment
from tests import cast
from tests.journeys.looks import looked_at, looking_tab
from tests.journeys.visitors import NewProfile

MEMORIES: cast.Rows = {
    **cast.segments("Magnetic Rose", "Stink Bomb", "Cannon Fodder", runtime=30),
    "release:new1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"},
}


def test_a_film_and_its_segments_are_logged_from_its_page(reader: Page) -> None:
    film = cast.film("Memories", rows=MEMORIES)
    reader.goto(film.get_absolute_url())
    reader.get_by_text("Log…").click()
    form = reader.get_by_role("form", name="Write it into your diary")
    expect(form.get_by_label("Watched on")).to_have_value(localdate().isoformat())
    form.get_by_label("Magnetic Rose").check()
    form.get_by_label("Stink Bomb").check()
    form.get_by_label("Rating then").select_option("85")
    form.get_by_role("button", name="Write it down").click()
    expect(reader.get_by_text("Written into your diary.")).to_be_visible()
    expect(reader.get_by_text("2 of 3 segments watched")).to_be_visible()

    # What cannot be is said at its field, and what was typed is there still.
    reader.get_by_text("Log…").click()
    form.get_by_label("Cannon Fodder").check()
    form.get_by_label("Watched on").fill("2199-01-01")
    form.get_by_label("Note").fill("The *last* one.")
    form.get_by_role("button", name="Write it down").click()
    main = reader.get_by_role("main")
    expect(main.get_by_text("That day is still to come.")).to_be_visible()
    expect(main.get_by_role("textbox", name="Note")).to_have_value("The *last* one.")
    main.get_by_label("Watched on").fill("2025-11")
    main.get_by_role("button", name="Write it down").click()
    expect(reader.get_by_text("so the film counts as watched")).to_be_visible()

    reader.goto("/mine/diary/")
    row = reader.get_by_role("listitem").filter(has_text="Cannon Fodder")
    expect(row.get_by_text("The last one.")).to_be_visible()
    row.get_by_role("link", name="Change").click()
    reader.get_by_role("button", name="Delete from the diary").click()
    expect(reader.get_by_text("Deleted from your diary.")).to_be_visible()
    assert DiaryEntry.objects.count() == 2


def test_the_year_the_calendar_and_the_list_are_looked_at_everywhere(
    new_profile: NewProfile, live_server: LiveServer
) -> None:
    _fill_a_year()
    tab = looking_tab(new_profile, live_server, cast.mei())
    for path in ("year/2025/", "diary/2025/3/", "diary/"):
        problems = looked_at(tab, f"/users/mei/{path}")
        assert not problems, problems


def _fill_a_year() -> None:
    """A year of mei's with everything that its pages show."""
    kon, miyazaki = cast.person("Satoshi Kon"), cast.person("Hayao Miyazaki")
    mei, drama, fantasy = cast.mei(), cast.genre("Drama"), cast.genre("Fantasy")
    films: list[Film] = []
    for at, (title, who, genre) in enumerate(
        (("Perfect Blue", kon, drama), ("Paprika", kon, drama), ("Ponyo", miyazaki, fantasy))
    ):
        rows = {
            "credit:new1": {"role": "director", "person": cast.key_of(who)},
            "release:new1": {"country": "JP", "date": str(1989 + 10 * at)},
        }
        films.append(
            cast.film(title, rows=rows, runtime=81 + at, country="JP", genres=[cast.key_of(genre)])
        )
    for at, film in enumerate(films):
        told = Told(f"2025-03-{8 + at:02}", score=70 + 10 * at, note="Rain.", place="cinema")
        log_watch(mei, film, told)
        log_watch(mei, film, Told(f"2025-11-{2 + at:02}", rewatch=True, remark="Again."))
    memories = cast.film("Memories", rows=MEMORIES, runtime=113)
    log_watch(mei, memories, Told("2025-03"), segments=[Segment.objects.all()[0]])
