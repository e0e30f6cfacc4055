"""Addresses of following."""

from django.urls import URLPattern, URLResolver, path

from accounts.follows.feed import following_feed
from accounts.views import follows

urlpatterns: list[URLPattern | URLResolver] = [
    path("follow/", follows.follow, name="follow"),
    path("mine/following/", follows.own_following, name="following"),
    path("mine/following/end/", follows.unfollow, name="unfollow"),
    path("mine/following/feed/", follows.feed_address, name="following_address"),
    path("feeds/<int:pk>/<slug:key>/", following_feed, name="following_feed"),
]
