"""Addresses of users' own pages: what others see of them, and what they set themselves."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.people import figures, leave, others, own
from accounts.views.preferences import choose_theme
from accounts.views.user import show_edits

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/profile/", own.describe, name="account_profile"),
    path("accounts/favourites/", own.favourites, name="account_favourites"),
    path("accounts/favourites/set/", own.set_favourite, name="favourite"),
    path("accounts/privacy/", own.privacy, name="account_privacy"),
    path("accounts/delete/", leave.leave, name="account_delete"),
    path("accounts/deleted/", leave.left, name="account_deleted"),
    path("accounts/theme/", choose_theme, name="set_theme"),
    path("avatars/<picture:name>/<int:side>.webp", others.avatar_file, name="avatar"),
    path("users/<user:username>/edits/", show_edits, name="user_edits"),
    path("users/<user:username>/statistics/", figures.show_statistics, name="user_statistics"),
    path(
        "users/<user:username>/compare/<user:other>/", figures.show_comparison, name="user_compare"
    ),
    path("users/<user:username>/block/", others.block, name="block"),
]
