"""What lets a browser install the site as an app, and read it without a connection."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

#: Icons by file, size and purpose; drawn from ``static/img/favicon.svg``.
ICONS = (
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),
    ("img/favicon.svg", "any", "any"),
)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (https://www.w3.org/TR/appmanifest/)."""
    return JsonResponse(
        {
            "name": settings.GENGA_SITE_NAME,
            "short_name": settings.GENGA_SITE_NAME,
            "description": _("An open wiki for anime film."),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f4ed",
            "theme_color": "#f7f4ed",
            "icons": [
                {"src": static(path), "sizes": sizes, "purpose": purpose}
                for path, sizes, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root of the site so that the whole site is in its scope."""
    path = finders.find("js/service-worker.js")
    if path is None:
        raise Http404
    with open(path, encoding="utf-8") as file:
        answer = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown when a page cannot be fetched; the service worker keeps it."""
    return render(request, "offline.html")
