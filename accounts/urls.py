"""Addresses of people: signing in and up, and the public page of a user."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.views.editors import editors
from accounts.views.user import show_user

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("users/", editors, name="editors"),
    path("users/<str:username>/", show_user, name="user"),
]
