"""Every page type of the site: where it is, who looks at it, and how it is reached.

What is to hold of all pages is checked over this list (accessibility, valid HTML, fitting on narrow
screens), and `make screenshots` takes its pictures by it. ``test_page_types.py`` fails for an address
of the site that is neither here nor excused below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from playwright.sync_api import Page

from wiki import help_pages

#: Who looks: nobody in particular, a member and a moderator, by the demo's names.
STRANGER, MEMBER, MODERATOR, ADMIN = "", "editor", "moderator", "admin"
#: A member who has done nothing yet, one who is suspended, one who has no password.
NEWCOMER, SUSPENDED, PASSWORDLESS = "newcomer", "yubaba", "bou"
ALL = (STRANGER, MEMBER, MODERATOR)
MEMBERS = (MEMBER, MODERATOR)


@dataclass(frozen=True)
class PageType:
    """One kind of page, or one state of it.

    ``view`` is the name of its URL pattern, ``path`` an address with places of ``world.addresses`` in
    it, ``who`` those who look at it, ``status`` what the page answers with in the end. ``steps`` lead
    from the address to the state that is meant.
    """

    name: str
    view: str
    path: str
    who: tuple[str, ...] = (STRANGER,)
    status: int = 200
    steps: Callable[[Page], None] | None = None


def _press(name: str) -> Callable[[Page], None]:
    """Press a button of the page's own, without filling anything in."""

    def steps(page: Page) -> None:
        main = page.get_by_role("main")
        main.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
        with page.expect_navigation():
            main.get_by_role("button", name=name).last.click()

    return steps


def _wrong_password(page: Page) -> None:
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill("editor")
    main.get_by_role("textbox", name="Password").fill("wrong")
    _press("Log in")(page)


def _ask_for_reset(page: Page) -> None:
    page.get_by_role("main").locator("input[type=email]").fill("newcomer@demo.invalid")
    with page.expect_navigation():
        page.get_by_role("main").locator("form button[type=submit]").first.click()


def _give_reset_code(page: Page) -> None:
    _ask_for_reset(page)
    _give_code(page, _code_of(page, "account_password_reset_verification"))


def _give_wrong_code(page: Page) -> None:
    _ask_for_reset(page)
    _give_code(page, "wrong")


def _send_stale(page: Page) -> None:
    """Send a form whose token is not this visitor's any more."""
    page.locator("input[name=csrfmiddlewaretoken]").evaluate_all(
        "fields => fields.forEach(field => field.value = 'stale')"
    )
    _press("Log out")(page)


def _give_code(page: Page, code: str) -> None:
    page.get_by_role("main").locator("input[name=code]").fill(code)
    _press("Confirm")(page)


def _code_of(page: Page, state: str) -> str:
    """The code that was mailed to who sits here, as the site's session knows it."""
    keys = [c for c in page.context.cookies() if c.get("name") == settings.SESSION_COOKIE_NAME]
    store = import_module(settings.SESSION_ENGINE).SessionStore(keys[0].get("value"))
    return str(store[state]["code"])


def _sign_up(page: Page) -> None:
    main = page.get_by_role("main")
    main.locator("input[name=username]").fill("visitor")
    main.locator("input[name=email]").fill("visitor@demo.invalid")
    main.locator("input[name=password1]").fill("a-word-that-nobody-knows")
    _press("Sign up")(page)


def _save_nonsense(page: Page) -> None:
    page.get_by_label("Runtime").first.fill("99999")
    _press("Save changes")(page)


def _save_over_others(page: Page) -> None:
    """Send a form that was open since the film's first revision."""
    page.locator("input[name=base]").evaluate("field => field.value = 1")
    page.get_by_label("Deck").fill("What I have written since this morning.")
    page.get_by_label("Summary").fill("A better deck")
    _press("Save changes")(page)


def _show_changes(page: Page) -> None:
    page.get_by_label("Deck").fill("Three stories of memory, of which one stinks.")
    _press("Show changes")(page)


def _preview_page(page: Page) -> None:
    page.get_by_label("Deck").fill("Three stories of memory, of which one stinks.")
    button = page.get_by_role("button", name="Preview page")
    button.evaluate("button => button.removeAttribute('formtarget')")  # in this tab
    _press("Preview page")(page)


def _tick_and_reject(page: Page) -> None:
    page.get_by_role("main").locator("input[name=submission]").first.check()
    page.get_by_label("Note").first.fill("No source says so.")
    _press("Reject selected")(page)


def _try_filter(page: Page) -> None:
    _press("Try")(page)


def _open_menu(page: Page) -> None:
    page.locator(".site-menu summary").click()


#: Pages for everybody.
READING = (
    PageType("home", "home", "/", ALL),
    PageType("home-menu", "home", "/", ALL, steps=_open_menu),
    PageType("films", "films", "/films/", ALL),
    PageType("films-filtered", "films", "/films/?decade=1990&sort=title"),
    PageType("films-empty", "films", "/films/?q=zzzzzz&decade=1890", ALL),
    PageType("film", "entry", "{memories}", ALL),
    PageType("film-disputed", "entry", "{akira}", ALL),
    PageType("film-protected", "entry", "{protected}", ALL),
    PageType("film-plain", "entry", "{plain_film}", ALL),
    PageType("film-hidden", "entry", "{hidden}", (MODERATOR,)),
    PageType("entry-merged", "entry", "{merged}?redirect=no", (MODERATOR,)),
    PageType("segment", "segment", "{memories}segments/1/", ALL),
    PageType("person", "entry", "{person}", ALL),
    PageType("character", "entry", "{character}", ALL),
    PageType("company", "entry", "{company}", ALL),
    PageType("franchise", "entry", "{franchise}", ALL),
    PageType("genre", "entry", "{genre}", ALL),
    PageType("theme", "entry", "{theme}", ALL),
    PageType("thing", "entry", "{thing}", ALL),
    PageType("service", "entry", "{service}", ALL),
    PageType("people", "entry_list", "/people/", ALL),
    PageType("genres", "entry_list", "/genres/"),
    PageType("entries-empty", "entry_list", "/people/?q=zzzzzz"),
    PageType("years", "years", "/years/", ALL),
    PageType("year", "year", "/years/1995/", ALL),
    PageType("picture", "picture", "/pictures/{picture}/", ALL),
    PageType("search", "search", "/search/?q=me", ALL),
    PageType("search-empty", "search", "/search/?q=zzzzzz"),
    PageType("search-start", "search", "/search/"),
    PageType("changes", "changes", "/changes/", ALL),
    PageType("log", "log", "/log/", ALL),
    PageType("log-entry", "log_entry", "/log/{act}/", ALL),
    PageType("editors", "editors", "/users/", ALL),
    PageType("user", "user", "/users/editor/", ALL),
    PageType("user-new", "user", "/users/newcomer/"),
    PageType("user-suspended", "user", "/users/yubaba/", (STRANGER, MODERATOR)),
    PageType("levels", "levels_help", "/help/levels/", ALL),
    PageType("help", "help", "/help/", ALL),
    *(PageType(f"help-{name}", "help_page", f"/help/{name}/") for name in help_pages.names()),
    PageType("offline", "offline", "/offline/"),
    PageType("mail-off", "mail_off", "/notices/mail/off/{mail_off}/"),
    PageType("not-found", "entry", "/films/999999-memories/", ALL, status=404),
    PageType("nowhere", "entry", "/no/such/page/", ALL, status=404),
    PageType("stale-form", "account_logout", "/accounts/logout/", (MEMBER,), 403, _send_stale),
    PageType("forbidden", "filters", "/moderation/filters/", (MEMBER,), status=403),
)

#: The history of a page.
HISTORY = (
    PageType("history", "history", "{memories}history/", ALL),
    PageType("history-short", "history", "{plain_film}history/"),
    PageType("revision", "revision", "{memories}history/2/", ALL),
    PageType("compare", "compare", "{memories}history/compare/?from=1&to=3", ALL),
    PageType("blame", "blame", "{memories}history/blame/?section=story", ALL),
    PageType("cite", "cite", "{memories}cite/", ALL),
    PageType("revert", "revert", "{memories}history/3/revert/", MEMBERS),
)

#: Accounts: signing in and up, and what belongs to oneself.
ACCOUNTS = (
    PageType("login", "account_login", "/accounts/login/"),
    PageType("login-error", "account_login", "/accounts/login/", steps=_wrong_password),
    PageType("logout", "account_logout", "/accounts/logout/", (MEMBER,)),
    PageType("signup", "account_signup", "/accounts/signup/"),
    PageType("signup-error", "account_signup", "/accounts/signup/", steps=_press("Sign up")),
    PageType("signup-code", "account_email_verification_sent", "/accounts/signup/", steps=_sign_up),
    PageType("password-set", "account_set_password", "/accounts/password/set/", (PASSWORDLESS,)),
    PageType("email", "account_email", "/accounts/email/", (MEMBER,)),
    PageType("password", "account_change_password", "/accounts/password/change/", (MEMBER,)),
    PageType("password-reset", "account_reset_password", "/accounts/password/reset/"),
    PageType(
        "password-code",
        "account_confirm_password_reset_code",
        "/accounts/password/reset/",
        steps=_ask_for_reset,
    ),
    PageType(
        "password-code-error",
        "account_confirm_password_reset_code",
        "/accounts/password/reset/",
        steps=_give_wrong_code,
    ),
    PageType(
        "password-new",
        "account_complete_password_reset",
        "/accounts/password/reset/",
        steps=_give_reset_code,
    ),
    PageType(
        "password-done",
        "account_password_reset_completed",
        "/accounts/password/reset/done/",
    ),
    PageType("inactive", "account_inactive", "/accounts/inactive/"),
    PageType("reauthenticate", "account_reauthenticate", "/accounts/reauthenticate/", (MEMBER,)),
    PageType("preferences", "account_preferences", "/accounts/preferences/", MEMBERS),
    PageType("suspension", "own_suspension", "/accounts/suspension/", (SUSPENDED,)),
    PageType("notices", "notices", "/notices/", MEMBERS),
    PageType("notices-empty", "notices", "/notices/", (NEWCOMER,)),
    PageType("drafts", "drafts", "/drafts/", (MEMBER,)),
    PageType("drafts-empty", "drafts", "/drafts/", (NEWCOMER,)),
    PageType("submissions", "submissions", "/submissions/", MEMBERS),
    PageType("submissions-empty", "submissions", "/submissions/", (NEWCOMER,)),
)

#: Editing.
EDITING = (
    PageType("edit", "entry_edit", "{memories}edit/", MEMBERS),
    PageType("edit-section", "entry_edit", "{memories}edit/?section=credits", MEMBERS),
    PageType("edit-images", "entry_edit", "{akira}edit/?section=images", (MEMBER,)),
    PageType("edit-locked", "entry_edit", "{protected}edit/", (MEMBER,)),
    PageType(
        "edit-error",
        "entry_edit",
        "{memories}edit/?section=general",
        (MEMBER,),
        422,
        _save_nonsense,
    ),
    PageType(
        "edit-conflict",
        "entry_edit",
        "{akira}edit/?section=story",
        (MEMBER,),
        409,
        _save_over_others,
    ),
    PageType(
        "edit-changes", "entry_edit", "{memories}edit/?section=story", MEMBERS, 200, _show_changes
    ),
    PageType(
        "edit-preview", "entry_edit", "{memories}edit/?section=story", MEMBERS, 200, _preview_page
    ),
    PageType("edit-person", "entry_edit", "{person}edit/", (MEMBER,)),
    PageType("new-film", "entry_new", "/films/new/", MEMBERS),
    PageType("new-film-error", "entry_new", "/films/new/", (MEMBER,), 422, _press("Save changes")),
    PageType("pending", "entry_pending", "{memories}pending/", MEMBERS),
    PageType("preview", "submission_preview", "{waiting}preview/", MEMBERS),
    PageType("amend", "amend", "{waiting}amend/", (MEMBER,)),
    PageType("again", "again", "{in_part}again/", (MEMBER,)),
    PageType("version", "version", "{amended}versions/1/", MEMBERS),
    PageType("appeal", "appeal", "{rejected}appeal/", ("reader",)),
    PageType("hide", "hide", "{plain_film}hide/", MEMBERS),
    PageType("hide-error", "hide", "{plain_film}hide/", (MEMBER,), 422, _press("Hide")),
    PageType("restore", "restore", "{hidden}restore/", (MODERATOR,)),
    PageType("merge-target", "merge", "{thing}merge/", MEMBERS),
    PageType("merge", "merge", "{thing}merge/?into=%23{other_thing_id}", MEMBERS),
)

#: What has been proposed, as its author and moderators see it.
REVIEW = (
    PageType("submission", "submission", "{waiting}", MEMBERS),
    PageType("submission-conflict", "submission", "{conflicting}", (MODERATOR,)),
    PageType("submission-approved", "submission", "{approved}", ALL),
    PageType("submission-in-part", "submission", "{in_part}", MEMBERS),
    PageType("submission-rejected", "submission", "{rejected}", ("reader", MODERATOR)),
    PageType("submission-asked", "submission", "{asked}", MEMBERS),
    PageType("submission-amended", "submission", "{amended}", MEMBERS),
    PageType("submission-new-page", "submission", "{new_page}", (MODERATOR,)),
    PageType("submission-error", "reject", "{waiting}", (MODERATOR,), 422, _press("Reject")),
)

#: Moderation.
MODERATION = (
    PageType("queue", "queue", "/moderation/", (MODERATOR,)),
    PageType("queue-empty", "queue", "/moderation/?kind=merge", (MODERATOR,)),
    PageType("bulk", "queue_bulk", "/moderation/", (MODERATOR,), steps=_tick_and_reject),
    PageType("patrol", "patrol", "/moderation/patrol/", (MODERATOR,)),
    PageType("audit-next", "audits", "/moderation/audit/", (MODERATOR,)),
    PageType("audit", "audit", "/moderation/audit/{audit}/", (MODERATOR,)),
    PageType("filters", "filters", "/moderation/filters/", (MODERATOR, ADMIN)),
    PageType("filter", "filter", "/moderation/filters/{filter}/", (MODERATOR,)),
    PageType("filter-hits", "filter_hits", "/moderation/filters/hits/", (MODERATOR,)),
    PageType("filter-new", "filter_new", "/moderation/filters/new/", (ADMIN,)),
    PageType(
        "filter-new-error", "filter_new", "/moderation/filters/new/", (ADMIN,), 422, _press("Save")
    ),
    PageType("filter-edit", "filter_edit", "/moderation/filters/{filter}/edit/", (ADMIN,)),
    PageType(
        "filter-tried",
        "filter_edit",
        "/moderation/filters/{filter}/edit/",
        (ADMIN,),
        steps=_try_filter,
    ),
    PageType("statistics", "queue_statistics", "/moderation/statistics/", (MODERATOR,)),
    PageType("protections", "protections", "/moderation/protections/", (MODERATOR,)),
    PageType("protect", "protect", "{protected}protect/", (MODERATOR,)),
    PageType("appeals", "appeals", "/moderation/appeals/", (ADMIN,)),
    PageType("style", "style", "/style/", (ADMIN,)),
    PageType("suspend", "suspend", "/users/yubaba/suspend/", (MODERATOR,)),
    PageType(
        "suspend-error", "suspend", "/users/reader/suspend/", (MODERATOR,), 422, _press("Suspend")
    ),
    PageType("roll-back", "roll_back", "/users/yubaba/roll-back/", (MODERATOR,)),
)

PAGES = (*READING, *HISTORY, *ACCOUNTS, *EDITING, *REVIEW, *MODERATION)

#: Addresses that answer with something else than a page.
NO_PAGES = {
    "healthz": "a word for machines",
    "manifest": "JSON",
    "service_worker": "a script",
    "poster": "a drawing",
    "plate": "a drawing",
    "style_poster": "a drawing",
    "picture_file": "a picture",
    "pick": "JSON for the pickers",
    "log_feed": "a feed",
    "since": "leads to a comparison",
    "set_language": "leads back where its form was",
    "account_confirm_login_code": "allauth's, for logging in by code, which this site does not offer",
}

#: Addresses that only take what forms send. Where they show that form again, it is listed above by them.
POSTED_TO = {
    "markdown_preview",
    "set_titles",
    "tour",
    "tour_end",
    "appeal_suspension",
    "suspension_lift",
    "appeal_answer",
    "queue_next",
    "protection_lift",
    "protection_accept",
    "protection_dismiss",
    "notices_read",
    "notice",
    "draft_discard",
    "claim",
    "take_over",
    "release",
    "approve",
    "withdraw",
    "ask",
    "reopen",
    "comment",
}
