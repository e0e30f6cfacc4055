"""Static files as journeys are served them: as in production, one style sheet, each file asked for once.

Otherwise every page costs the browser a hundred requests, seventy of them for imports of styles, and the
server as many answers.
"""

from __future__ import annotations

from functools import cache

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from wiki.static_storage import ENTRY, bundled


@cache
def _style_sheet() -> str:
    found = {path: (files, path) for finder in get_finders() for path, files in finder.list([])}
    return bundled(ENTRY, found)


class Remembered(StaticFilesHandler):
    """Static files that the browser asks for once."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a request for a static file."""
        if self.file_path(request.path) == ENTRY:
            answer: HttpResponseBase = HttpResponse(_style_sheet(), content_type="text/css")
        else:
            answer = super().serve(request)
        answer["Cache-Control"] = "max-age=3600"
        return answer
