"""Addresses of what helps to choose a film: charts, suggestions, programmes; and of small tasks."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.tonight import charts, programme, suggestions, tasks

urlpatterns: list[URLPattern | URLResolver] = [
    path("charts/", charts.chart, name="charts"),
    path("charts/<slug:name>/", charts.chart, name="chart"),
    path("programme/", programme.programme, name="programme"),
    path("programme/save/", programme.save_programme, name="programme_save"),
    path("mine/suggestions/", suggestions.suggestions, name="suggestions"),
    path("mine/suggestions/hidden/", suggestions.dismissed, name="suggestions_hidden"),
    path("mine/tasks/", tasks.tasks, name="tasks"),
    path("mine/tasks/<int:pk>/<slug:name>/", tasks.answer, name="task"),
    path("mine/tasks/<int:pk>/<slug:name>/skip/", tasks.skip, name="task_skip"),
    path("films/<entry:ref>/not-for-me/", suggestions.not_for_me, name="not_for_me"),
]
