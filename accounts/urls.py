"""Addresses of people: signing in and up, and the public page of a user."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.views.editors import editors
from accounts.views.help import levels_help
from accounts.views.preferences import choose_language, preferences
from accounts.views.user import show_user

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/setlang/", choose_language, name="set_language"),
    path("accounts/preferences/", preferences, name="account_preferences"),
    path("accounts/", include("allauth.urls")),
    path("help/levels/", levels_help, name="levels_help"),
    path("users/", editors, name="editors"),
    path("users/<str:username>/", show_user, name="user"),
]
