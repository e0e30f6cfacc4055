"""A picture on its way: sent with the form, and looked at large, with a script and without."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.drawings import drawing, encoded, png
from tests.journeys.visitors import NewProfile, log_in
from wiki.actions.keep_picture import keep_picture
from wiki.models import Picture, Submission


def _film_with_stills() -> str:
    rows = {
        f"filmimage:new{at}": {
            "kind": "still",
            "picture": str(keep_picture(png(at), user=cast.mei())),
            "alt": f"Still {at}",
            "rights": "© 1995 Studio",
            "source": "the disc",
            "position": at,
        }
        for at in (1, 2)
    }
    return cast.film(rows=rows).get_absolute_url()


def test_a_picture_is_sent_from_a_row_that_a_script_adds(context: BrowserContext) -> None:
    film = cast.film()
    page = log_in(context, cast.mei())
    page.goto(f"{film.get_absolute_url()}edit/?section=images")
    page.get_by_role("button", name="Add: image").click()
    file = {"name": "still.png", "mimeType": "image/png", "buffer": encoded(drawing())}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Kind", exact=True).first.select_option("still")
    page.get_by_label("What can be seen").fill("Two people")
    page.get_by_label("Rights").fill("© 1995 Studio")
    page.get_by_label("Where it is from").fill("the disc")
    page.get_by_label("Summary").fill("A still")
    page.get_by_role("button", name="Save changes").last.click()
    expect(page.get_by_text("400 × 600").first).to_be_visible()
    assert Submission.objects.filter(kind="edit").count() == 1
    assert Picture.objects.count() == 1


def test_pictures_are_looked_at_one_after_another_by_keys(page: Page) -> None:
    page.goto(_film_with_stills())
    page.locator(".gallery a").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 / 2")
    expect(dialog).to_contain_text("Still 1")
    expect(dialog).to_contain_text("© 1995 Studio")
    dialog.get_by_role("button", name="Next image").press("Enter")
    expect(dialog.get_by_role("button", name="Previous image")).to_be_focused()
    expect(dialog.locator("figure img")).to_have_attribute("alt", "Still 2")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".gallery a").nth(1)).to_be_focused()


def test_without_a_script_a_picture_has_a_page(new_profile: NewProfile) -> None:
    page = new_profile(java_script_enabled=False).new_page()
    page.goto(_film_with_stills())
    page.locator(".gallery a").first.click()
    expect(page.locator(".picture-page img")).to_have_attribute("alt", "Still 1")
