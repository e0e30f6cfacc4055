"""The page types of curators: lists, diaries, reviews, profiles, and what to watch tonight."""

from __future__ import annotations

from tests.journeys import steps
from tests.journeys.page_type import (
    ALL,
    ANYBODY,
    MEMBER,
    MODERATOR,
    NEWCOMER,
    PASSWORDLESS,
    STRANGER,
    PageType,
)

#: Lists that curators keep.
LISTS = (
    PageType("lists", "lists", "/lists/", ALL),
    PageType("lists-with-film", "lists", "/lists/?film={memories_id}&sort=size"),
    PageType("lists-none", "lists", "/lists/?q=zzzzzz"),
    PageType("lists-of-user", "user_lists", "/users/editor/lists/", (STRANGER, MEMBER)),
    PageType("lists-of-user-none", "user_lists", "/users/newcomer/lists/", (NEWCOMER,)),
    PageType("list", "list", "{list}?view=posters", (STRANGER, MEMBER, "reader")),
    PageType("list-rows", "list", "{curated}", (STRANGER, "trusted")),
    PageType("list-history", "list_history", "{list}history/", (STRANGER, MEMBER)),
    PageType("list-new", "list_new", "/lists/new/", (MEMBER,)),
    PageType(
        "list-new-error", "list_new", "/lists/new/", (MEMBER,), 422, steps.press("Make the list")
    ),
    PageType("list-edit", "list_edit", "{list}edit/", (MEMBER,)),
    PageType("list-arrange", "list_rows", "{list}rows/", (MEMBER,)),
    PageType("list-proposed", "list_rows", "{curated}rows/", ("trusted", "reader")),
    PageType("list-paste", "list_add", "{list}rows/", (MEMBER,), steps=steps.paste_titles),
    PageType("list-delete", "list_delete", "{list}delete/", (MEMBER,)),
    PageType(
        "list-add-about",
        "list_add_about",
        "/lists/add/?about=film:{memories_id}",
        (MEMBER, NEWCOMER),
    ),
)

#: Moving in and out.
MOVING = (
    PageType("import-begin", "begin_import", "/mine/import/", (MEMBER, NEWCOMER)),
    PageType("import-unsure", "import", "{import_ready}", (MEMBER,)),
    PageType("import-found", "import", "{import_ready}?show=matched", (MEMBER,)),
    PageType("import-missing", "import", "{import_ready}?show=missing", (MEMBER,)),
    PageType("import-done", "import", "{import_done}", (MEMBER,)),
    PageType("import-working", "import", "{import_working}", (MEMBER,)),
    PageType("exports", "exports", "/mine/export/", (MEMBER,)),
)

#: What members write down: their watch list, diary, reviews and recommendations.
DIARIES = (
    PageType("film-rating", "viewing", "{memories}mine/", (MEMBER,)),
    PageType("watch-list", "watch_list", "/users/editor/films/", (STRANGER, MEMBER)),
    PageType("watch-list-empty", "watch_list", "/users/bou/films/", ANYBODY),
    PageType("diary", "diary", "/users/editor/diary/", (STRANGER, MEMBER)),
    PageType("diary-closed", "diary", "/users/yubaba/diary/"),
    PageType("diary-of-year", "diary_of_year", "/users/editor/diary/2024/"),
    PageType("diary-month", "diary_month", "/users/editor/diary/2025/11/", (STRANGER, MEMBER)),
    PageType("diary-row", "diary_row", "{diary_row}", (MEMBER,)),
    PageType("year-in-review", "year_in_review", "/users/editor/year/2025/", (STRANGER, MEMBER)),
    PageType("year-in-review-empty", "year_in_review", "/users/newcomer/year/2025/", (NEWCOMER,)),
    PageType("log-film", "log_film", "{memories}log/", (MEMBER,)),
    PageType("log-film-error", "log_film", "{memories}log/", (MEMBER,), 422, steps.log_nothing),
    PageType("reviews", "reviews", "/reviews/", (STRANGER, MEMBER)),
    PageType("film-reviews", "film_reviews", "{memories}reviews/", (STRANGER, MEMBER)),
    PageType("film-reviews-none", "film_reviews", "{plain_film}reviews/"),
    PageType("review", "review", "{review}", (STRANGER, MEMBER, "reader")),
    PageType("review-history", "review_history", "{review}history/"),
    PageType("review-write", "review_write", "{akira}review/", (MEMBER,)),
    PageType(
        "review-error",
        "review_write",
        "{akira}review/",
        (MEMBER,),
        422,
        steps.press("Publish the review"),
    ),
    PageType("review-delete", "review_delete", "{review}delete/", (MEMBER,)),
    PageType("user-reviews", "user_reviews", "/users/editor/reviews/", (STRANGER, MEMBER)),
    PageType("user-recommendations", "user_reviews", "/users/editor/reviews/?show=recommendations"),
    PageType(
        "film-recommendations",
        "film_recommendations",
        "{protected}recommendations/",
        (STRANGER, MEMBER),
    ),
    PageType("recommend", "recommend", "{memories}recommend/", (MEMBER,)),
    PageType("complaint", "complaint_new", "/complaints/new/?about={review_key}", ("reader",)),
    PageType("complaints", "complaints", "/moderation/complaints/", (MODERATOR,)),
)

#: Who members are, whom they follow, and what they hear.
PEOPLE = (
    PageType("user", "user", "/users/editor/", ALL),
    PageType("user-new", "user", "/users/newcomer/"),
    PageType("user-suspended", "user", "/users/yubaba/", (STRANGER, MODERATOR)),
    PageType("user-edits", "user_edits", "/users/editor/edits/", (STRANGER, MEMBER)),
    PageType("user-statistics", "user_statistics", "/users/editor/statistics/", (STRANGER, MEMBER)),
    PageType("user-statistics-none", "user_statistics", "/users/newcomer/statistics/"),
    PageType("user-compare", "user_compare", "/users/editor/compare/reader/"),
    PageType("profile-edit", "account_profile", "/accounts/profile/", (MEMBER,)),
    PageType("favourites", "account_favourites", "/accounts/favourites/", (MEMBER, NEWCOMER)),
    PageType("privacy", "account_privacy", "/accounts/privacy/", (MEMBER,)),
    PageType("account-delete", "account_delete", "/accounts/delete/", (MEMBER, PASSWORDLESS)),
    PageType(
        "account-delete-error",
        "account_delete",
        "/accounts/delete/",
        (NEWCOMER,),
        422,
        steps.press("Delete my account now"),
    ),
    PageType("account-deleted", "account_deleted", "/accounts/deleted/"),
    PageType("following", "following", "/mine/following/", (MEMBER, NEWCOMER)),
    PageType("notice-choices", "notice_choices", "/notices/choices/", (MEMBER,)),
)

#: What to watch tonight, and what to read about it.
TONIGHT = (
    PageType("charts", "charts", "/charts/", (STRANGER, MEMBER)),
    PageType("charts-narrowed", "charts", "/charts/?kind=anthology&decade=1990"),
    PageType("chart-segments", "chart", "/charts/segments/"),
    PageType("programme", "programme", "/programme/", (STRANGER, MEMBER)),
    PageType("programme-error", "programme", "/programme/?minutes=abc", status=400),
    PageType("suggestions", "suggestions", "/mine/suggestions/", (MEMBER, NEWCOMER)),
    PageType("suggestions-hidden", "suggestions_hidden", "/mine/suggestions/hidden/", (MEMBER,)),
    PageType("tasks", "tasks", "/mine/tasks/", (MEMBER, NEWCOMER)),
    PageType("features", "features", "/features/"),
    PageType("feature", "entry", "{feature}", (STRANGER, MEMBER)),
)

CURATING = (*LISTS, *MOVING, *DIARIES, *PEOPLE, *TONIGHT)
