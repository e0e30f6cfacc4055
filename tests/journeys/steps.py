"""What is done on a page to reach the state that is listed in ``pages.py``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from playwright.sync_api import Page


def press(name: str) -> Callable[[Page], None]:
    """Press a button of the page's own, without filling anything in."""

    def run(page: Page) -> None:
        main = page.get_by_role("main")
        main.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
        with page.expect_navigation():
            main.get_by_role("button", name=name).last.click()

    return run


def send(action: str) -> Callable[[Page], None]:
    """Send an edit form as it is sent without a script, so that the answer is a page."""

    def run(page: Page) -> None:
        with page.expect_navigation():
            page.locator("form.edit-form").evaluate(
                """(form, action) => {
                  for (const guard of document.querySelectorAll("genga-guard")) guard.leaving = true;
                  const field = Object.assign(document.createElement("input"), { name: "action" });
                  field.value = action;
                  field.type = "hidden";
                  form.append(field);
                  HTMLFormElement.prototype.submit.call(form);
                }""",
                action,
            )

    return run


def paste_titles(page: Page) -> None:
    """Titles for a list, of which one is not sure and one not known."""
    page.get_by_text("Paste many titles").click()
    lines = "Memories (1995)\nAkira (1987)\nNothing of the kind"
    page.get_by_label("Titles, one per line").fill(lines)
    press("Look them up")(page)


def log_nothing(page: Page) -> None:
    """A day that is none, for the diary."""
    page.get_by_role("main").get_by_label("Watched on").first.fill("tomorrow")
    press("Write it down")(page)


def wrong_password(page: Page) -> None:
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill("editor")
    main.get_by_role("textbox", name="Password").fill("wrong")
    press("Log in")(page)


def ask_for_reset(page: Page) -> None:
    page.get_by_role("main").locator("input[type=email]").fill("newcomer@demo.invalid")
    with page.expect_navigation():
        page.get_by_role("main").locator("form button[type=submit]").first.click()


def give_reset_code(page: Page) -> None:
    ask_for_reset(page)
    give_code(page, code_of(page, "account_password_reset_verification"))


def give_wrong_code(page: Page) -> None:
    ask_for_reset(page)
    give_code(page, "wrong")


def send_stale(page: Page) -> None:
    """Send a form whose token is not this visitor's any more."""
    page.locator("input[name=csrfmiddlewaretoken]").evaluate_all(
        "fields => fields.forEach(field => field.value = 'stale')"
    )
    press("Log out")(page)


def give_code(page: Page, code: str) -> None:
    page.get_by_role("main").locator("input[name=code]").fill(code)
    press("Confirm")(page)


def code_of(page: Page, state: str) -> str:
    """The code that was mailed to who sits here, as the site's session knows it."""
    keys = [c for c in page.context.cookies() if c.get("name") == settings.SESSION_COOKIE_NAME]
    store = import_module(settings.SESSION_ENGINE).SessionStore(keys[0].get("value"))
    return str(store[state]["code"])


def sign_up(page: Page) -> None:
    main = page.get_by_role("main")
    main.locator("input[name=username]").fill("visitor")
    main.locator("input[name=email]").fill("visitor@demo.invalid")
    main.locator("input[name=password1]").fill("a-word-that-nobody-knows")
    press("Sign up")(page)


def save_nonsense(page: Page) -> None:
    page.get_by_label("Runtime").first.fill("99999")
    send("save")(page)


def save_over_others(page: Page) -> None:
    """Send a form that was open since the film's first revision."""
    page.locator("input[name=base]").evaluate("field => field.value = 1")
    page.get_by_label("Deck").first.fill("What I have written since this morning.")
    page.get_by_label("Summary").fill("A better deck")
    send("save")(page)


def show_changes(page: Page) -> None:
    page.get_by_label("Deck").first.fill("Three stories of memory, of which one stinks.")
    send("preview")(page)


def preview_page(page: Page) -> None:
    page.get_by_label("Deck").first.fill("Three stories of memory, of which one stinks.")
    send("page")(page)


def tick_and_reject(page: Page) -> None:
    page.get_by_role("main").locator("input[name=submission]").first.check()
    page.get_by_label("Note").first.fill("No source says so.")
    press("Reject selected")(page)


def try_filter(page: Page) -> None:
    press("Try")(page)


def open_menu(page: Page) -> None:
    page.locator(".site-menu summary").click()
