"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the site's name and whether this is the demo."""
    return {"GENGA_DEMO": settings.GENGA_DEMO, "GENGA_SITE_NAME": settings.GENGA_SITE_NAME}
