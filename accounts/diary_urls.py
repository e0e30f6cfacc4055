"""Addresses of the diary."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.diary.log import edit_row, log_film, own_diary
from accounts.views.diary.pages import diary, month, year_in_review

urlpatterns: list[URLPattern | URLResolver] = [
    path("films/<entry:ref>/log/", log_film, name="log_film"),
    path("mine/diary/", own_diary, name="own_diary"),
    path("mine/diary/<int:pk>/", edit_row, name="diary_row"),
    path("users/<user:username>/diary/", diary, name="diary"),
    path("users/<user:username>/diary/<int:year>/", diary, name="diary_of_year"),
    path("users/<user:username>/diary/<int:year>/<int:month>/", month, name="diary_month"),
    path("users/<user:username>/year/<int:year>/", year_in_review, name="year_in_review"),
]
