"""Addresses of people: signing in and up, and the public page of a user."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.views.appeals import (
    answer_appeal,
    appeal_submission,
    appeal_suspension,
    appeals,
)
from accounts.views.editors import editors
from accounts.views.feeds import contributions_feed
from accounts.views.help import levels_help
from accounts.views.lists.browse import lists_of_user
from accounts.views.preferences import choose_country, choose_language, choose_titles, preferences
from accounts.views.restraint import lift_suspension, own_suspension, suspend_user
from accounts.views.tour import end_tour
from accounts.views.user import show_user
from accounts.views.viewings import mark, own_list, viewing, watch_list

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.profile_urls")),
    path("", include("accounts.follow_urls")),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("titles/", choose_titles, name="set_titles"),
    path("watch/country/", choose_country, name="set_country"),
    path("accounts/preferences/", preferences, name="account_preferences"),
    path("accounts/suspension/", own_suspension, name="own_suspension"),
    path("accounts/suspension/appeal/", appeal_suspension, name="appeal_suspension"),
    path("accounts/", include("allauth.urls")),
    path("help/tour/end/", end_tour, name="tour_end"),
    path("help/levels/", levels_help, name="levels_help"),
    path("users/", editors, name="editors"),
    path("users/<user:username>/suspend/", suspend_user, name="suspend"),
    path("users/<user:username>/suspend/lift/", lift_suspension, name="suspension_lift"),
    path("submissions/<int:pk>/appeal/", appeal_submission, name="appeal"),
    path("moderation/appeals/", appeals, name="appeals"),
    path("moderation/appeals/<int:pk>/answer/", answer_appeal, name="appeal_answer"),
    path("films/<entry:ref>/mark/", mark, name="mark"),
    path("films/<entry:ref>/mine/", viewing, name="viewing"),
    path("mine/", own_list, name="own_list"),
    path("mine/", include("accounts.moving_urls")),
    path("", include("accounts.diary_urls")),
    path("users/<user:username>/films/", watch_list, name="watch_list"),
    path("users/<user:username>/feed/", contributions_feed, name="user_feed"),
    path("users/<user:username>/lists/", lists_of_user, name="user_lists"),
    path("lists/", include("accounts.list_urls")),
    path("", include("accounts.tonight_urls")),
    path("", include("accounts.review_urls")),
    path("users/<user:username>/", show_user, name="user"),
]
