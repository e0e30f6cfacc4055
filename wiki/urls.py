"""The site's table of contents. The catalogue's addresses come last: they match any entry type."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, register_converter

from wiki.converters import EntryRefConverter, EntryTypeConverter
from wiki.views import edit, entries
from wiki.views.health import healthz

register_converter(EntryTypeConverter, "entries")
register_converter(EntryRefConverter, "entry")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("accounts.urls")),
    path("", include("films.urls")),
    path("submissions/<int:pk>/amend/", edit.change_submission, name="amend"),
    # Pages of every entry type: /films/12-memories/ and what hangs below it.
    path("<entries:entry_type>/new/", edit.create, name="entry_new"),
    path("<entries:entry_type>/<entry:ref>/", entries.detail, name="entry"),
    path("<entries:entry_type>/<entry:ref>/edit/", edit.edit, name="entry_edit"),
]
