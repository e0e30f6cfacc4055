"""Addresses of moving in and out, below /mine/."""

from django.urls import URLPattern, path

from accounts.views.moving import begin_import, import_state, show_import
from accounts.views.taking_out import (
    export_account,
    export_letterboxd,
    export_letterboxd_watchlist,
    export_mal,
    exports,
)

urlpatterns: list[URLPattern] = [
    path("import/", begin_import, name="begin_import"),
    path("imports/<int:pk>/", show_import, name="import"),
    path("imports/<int:pk>/state/", import_state, name="import_state"),
    path("export/", exports, name="exports"),
    path("export/account.zip", export_account, name="export_account"),
    path("export/myanimelist.xml", export_mal, name="export_mal"),
    path("export/letterboxd.csv", export_letterboxd, name="export_letterboxd"),
    path(
        "export/letterboxd-watchlist.csv",
        export_letterboxd_watchlist,
        name="export_letterboxd_watchlist",
    ),
]
