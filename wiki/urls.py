"""The site's table of contents. The catalogue's addresses come last: they match any entry type."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from wiki.views.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("accounts.urls")),
    path("", include("films.urls")),
]
