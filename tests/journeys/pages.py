"""Every page type of the site: where it is, who looks at it, and how it is reached.

What is to hold of all pages is checked over this list (accessibility, valid HTML, fitting on narrow
screens), and `make screenshots` takes its pictures by it. ``test_page_types.py`` fails for an address
of the site that is neither here nor in
``curating.py`` nor excused in ``no_pages.py``.
"""

from __future__ import annotations

from tests.journeys import steps
from tests.journeys.curating import CURATING
from tests.journeys.page_type import (
    ADMIN,
    ALL,
    ANYBODY,
    MEMBER,
    MEMBERS,
    MODERATOR,
    NEWCOMER,
    PASSWORDLESS,
    STRANGER,
    SUSPENDED,
    PageType,
)
from wiki import help_pages

#: Pages for everybody.
READING = (
    PageType("home", "home", "/", ALL),
    PageType("home-menu", "home", "/", ALL, steps=steps.open_menu),
    PageType("films", "films", "/films/", ALL),
    PageType("films-filtered", "films", "/films/?decade=1990&sort=title"),
    PageType("films-empty", "films", "/films/?decade=1890", ANYBODY),
    PageType(
        "films-chosen",
        "films",
        "/films/?kind=anthology&kind=feature&decade=1990&has=-images&watch_in=US&find_studio=mad",
        MEMBERS,
    ),
    PageType("films-sheet", "films", "/films/?kind=anthology&person-text=a#facets", ANYBODY),
    PageType("film", "entry", "{memories}", ALL),
    PageType("film-disputed", "entry", "{akira}", ANYBODY),
    PageType("film-protected", "entry", "{protected}", ANYBODY),
    PageType("film-plain", "entry", "{plain_film}"),
    PageType("film-hidden", "entry", "{hidden}", (MODERATOR,)),
    PageType("entry-merged", "entry", "{merged}?redirect=no", (MODERATOR,)),
    PageType("segment", "segment", "{memories}segments/1/"),
    PageType("similar", "similar", "{memories}similar/"),
    PageType("similar-none", "similar", "{plain_film}similar/"),
    PageType("person", "entry", "{person}", ALL),
    PageType("character", "entry", "{character}", ANYBODY),
    PageType("company", "entry", "{company}", ANYBODY),
    PageType("franchise", "entry", "{franchise}"),
    PageType("genre", "entry", "{genre}"),
    PageType("theme", "entry", "{theme}"),
    PageType("thing", "entry", "{thing}"),
    PageType("service", "entry", "{service}"),
    PageType("people", "entry_list", "/people/"),
    PageType("genres", "entry_list", "/genres/"),
    PageType("entries-empty", "entry_list", "/people/?q=zzzzzz"),
    PageType("years", "years", "/years/"),
    PageType("year", "year", "/years/1995/"),
    PageType("year-month", "year", "/years/1995/?month=12"),
    PageType("decade", "decade", "/decades/1990/"),
    PageType("studio-timeline", "studio_timeline", "{studio}timeline/"),
    PageType("watch", "watch", "/watch/", ANYBODY),
    PageType("watch-country", "watch", "/watch/?country=JP"),
    PageType("watch-leaving", "watch", "/watch/?only=leaving"),
    PageType("calendar", "calendar", "/calendar/"),
    PageType("calendar-month", "calendar_month", "/calendar/2026/12/"),
    PageType("calendar-day", "calendar_day", "/calendar/2026/12/23/"),
    PageType("picture", "picture", "/pictures/{picture}/"),
    PageType("search", "search", "/search/?q=me", ALL),
    PageType("search-empty", "search", "/search/?q=zzzzzz"),
    PageType("search-start", "search", "/search/"),
    PageType("changes", "changes", "/changes/", ANYBODY),
    PageType("missing", "missing", "/missing/"),
    PageType("gap", "gap", "/missing/films/poster/", ANYBODY),
    PageType("gap-error", "gap", "/missing/films/poster/?year=abc&franchise-text=zz", status=400),
    PageType("gap-empty", "gap", "/missing/films/poster/?year=1890&year_to=1891"),
    PageType("duplicates", "duplicates", "/missing/duplicates/?type=character", ANYBODY),
    PageType("distinct", "distinct", "/missing/duplicates/said/?type=character", ANYBODY),
    PageType("progress", "progress", "/missing/progress/"),
    PageType("progress-franchises", "progress", "/missing/progress/?by=franchise"),
    PageType("fix", "fix", "/fix/", (STRANGER, MEMBER)),
    PageType("reports", "reports", "/reports/", (STRANGER, MEMBER)),
    PageType("question", "question", "/reports/films/", (STRANGER, MEMBER)),
    PageType("question-answered", "question", "/reports/films/?lacks=poster&has=staff", (MEMBER,)),
    PageType("question-error", "question", "/reports/films/?lacks=poster&year=abc", status=400),
    PageType("report", "report", "{report}", (STRANGER, MEMBER)),
    PageType("log", "log", "/log/", ANYBODY),
    PageType("log-entry", "log_entry", "/log/{act}/"),
    PageType("editors", "editors", "/users/"),
    PageType("levels", "levels_help", "/help/levels/"),
    PageType("help", "help", "/help/"),
    *(PageType(f"help-{name}", "help_page", f"/help/{name}/") for name in help_pages.names()),
    PageType("offline", "offline", "/offline/"),
    PageType("mail-off", "mail_off", "/notices/mail/off/{mail_off}/"),
    PageType("mail-all-off", "mail_off", "/notices/mail/off/{mail_all_off}/"),
    PageType("not-found", "entry", "/films/999999-memories/", ALL, status=404),
    PageType("nowhere", "entry", "/no/such/page/", status=404),
    PageType("stale-form", "account_logout", "/accounts/logout/", (MEMBER,), 403, steps.send_stale),
    PageType("forbidden", "filters", "/moderation/filters/", (MEMBER,), status=403),
)

#: The history of a page.
HISTORY = (
    PageType("history", "history", "{memories}history/", ALL),
    PageType("history-short", "history", "{plain_film}history/"),
    PageType("revision", "revision", "{memories}history/2/", ANYBODY),
    PageType("compare", "compare", "{memories}history/compare/?from=1&to=3"),
    PageType("blame", "blame", "{memories}history/blame/?section=story"),
    PageType("cite", "cite", "{memories}cite/"),
    PageType("revert", "revert", "{memories}history/3/revert/", MEMBERS),
)

#: Accounts: signing in and up, and what belongs to oneself.
ACCOUNTS = (
    PageType("login", "account_login", "/accounts/login/"),
    PageType("login-error", "account_login", "/accounts/login/", steps=steps.wrong_password),
    PageType("logout", "account_logout", "/accounts/logout/", (MEMBER,)),
    PageType("signup", "account_signup", "/accounts/signup/"),
    PageType("signup-error", "account_signup", "/accounts/signup/", steps=steps.press("Sign up")),
    PageType(
        "signup-code", "account_email_verification_sent", "/accounts/signup/", steps=steps.sign_up
    ),
    PageType("password-set", "account_set_password", "/accounts/password/set/", (PASSWORDLESS,)),
    PageType("email", "account_email", "/accounts/email/", (MEMBER,)),
    PageType("password", "account_change_password", "/accounts/password/change/", (MEMBER,)),
    PageType("password-reset", "account_reset_password", "/accounts/password/reset/"),
    PageType(
        "password-code",
        "account_confirm_password_reset_code",
        "/accounts/password/reset/",
        steps=steps.ask_for_reset,
    ),
    PageType(
        "password-code-error",
        "account_confirm_password_reset_code",
        "/accounts/password/reset/",
        steps=steps.give_wrong_code,
    ),
    PageType(
        "password-new",
        "account_complete_password_reset",
        "/accounts/password/reset/",
        steps=steps.give_reset_code,
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
    # The longest form, of Memories, is under "amend"; a whole form takes long to measure.
    PageType("edit", "entry_edit", "{short_anthology}edit/", (MEMBER,)),
    PageType("edit-section", "entry_edit", "{memories}edit/?section=credits", MEMBERS),
    PageType("grid", "grid", "{memories}edit/grid/", (MEMBER,)),
    PageType("offer-check", "offer_check", "{offer}", (MEMBER,)),
    PageType("edit-images", "entry_edit", "{akira}edit/?section=images", (MEMBER,)),
    PageType("edit-locked", "entry_edit", "{protected}edit/", (MEMBER,)),
    PageType(
        "edit-error",
        "entry_edit",
        "{memories}edit/?section=general",
        (MEMBER,),
        422,
        steps.save_nonsense,
    ),
    PageType(
        "edit-conflict",
        "entry_edit",
        "{akira}edit/?section=story",
        (MEMBER,),
        409,
        steps.save_over_others,
    ),
    PageType(
        "edit-changes",
        "entry_edit",
        "{memories}edit/?section=story",
        MEMBERS,
        200,
        steps.show_changes,
    ),
    PageType(
        "edit-preview",
        "entry_edit",
        "{memories}edit/?section=story",
        MEMBERS,
        200,
        steps.preview_page,
    ),
    PageType("edit-person", "entry_edit", "{person}edit/", (MEMBER,)),
    PageType("new-film", "entry_new", "/films/new/", MEMBERS),
    PageType("new-film-error", "entry_new", "/films/new/", (MEMBER,), 422, steps.send("save")),
    PageType("pending", "entry_pending", "{memories}pending/", MEMBERS),
    PageType("preview", "submission_preview", "{waiting}preview/", MEMBERS),
    PageType("amend", "amend", "{waiting}amend/", (MEMBER,)),
    PageType("again", "again", "{in_part}again/", (MEMBER,)),
    PageType("version", "version", "{amended}versions/1/", MEMBERS),
    PageType("appeal", "appeal", "{rejected}appeal/", ("reader",)),
    PageType("hide", "hide", "{plain_film}hide/", MEMBERS),
    PageType("hide-error", "hide", "{plain_film}hide/", (MEMBER,), 422, steps.press("Hide")),
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
    PageType("submission-error", "reject", "{waiting}", (MODERATOR,), 422, steps.press("Reject")),
)

#: Moderation.
MODERATION = (
    PageType("queue", "queue", "/moderation/", (MODERATOR,)),
    PageType("queue-empty", "queue", "/moderation/?kind=merge", (MODERATOR,)),
    PageType("bulk", "queue_bulk", "/moderation/", (MODERATOR,), steps=steps.tick_and_reject),
    PageType("patrol", "patrol", "/moderation/patrol/", (MODERATOR,)),
    PageType("audit-next", "audits", "/moderation/audit/", (MODERATOR,)),
    PageType("audit", "audit", "/moderation/audit/{audit}/", (MODERATOR,)),
    PageType("filters", "filters", "/moderation/filters/", (MODERATOR, ADMIN)),
    PageType("filter", "filter", "/moderation/filters/{filter}/", (MODERATOR,)),
    PageType("filter-hits", "filter_hits", "/moderation/filters/hits/", (MODERATOR,)),
    PageType("filter-new", "filter_new", "/moderation/filters/new/", (ADMIN,)),
    PageType(
        "filter-new-error",
        "filter_new",
        "/moderation/filters/new/",
        (ADMIN,),
        422,
        steps.press("Save"),
    ),
    PageType("filter-edit", "filter_edit", "/moderation/filters/{filter}/edit/", (ADMIN,)),
    PageType(
        "filter-tried",
        "filter_edit",
        "/moderation/filters/{filter}/edit/",
        (ADMIN,),
        steps=steps.try_filter,
    ),
    PageType("statistics", "queue_statistics", "/moderation/statistics/", (MODERATOR,)),
    PageType("protections", "protections", "/moderation/protections/", (MODERATOR,)),
    PageType("protect", "protect", "{protected}protect/", (MODERATOR,)),
    PageType("appeals", "appeals", "/moderation/appeals/", (ADMIN,)),
    PageType("style", "style", "/style/", (ADMIN,)),
    PageType("suspend", "suspend", "/users/yubaba/suspend/", (MODERATOR,)),
    PageType(
        "suspend-error",
        "suspend",
        "/users/reader/suspend/",
        (MODERATOR,),
        422,
        steps.press("Suspend"),
    ),
    PageType("roll-back", "roll_back", "/users/yubaba/roll-back/", (MODERATOR,)),
)

PAGES = (*READING, *CURATING, *HISTORY, *ACCOUNTS, *EDITING, *REVIEW, *MODERATION)
