"""Tags that tell a page's own addresses."""

from __future__ import annotations

from typing import Any

from django import template

from wiki.addresses import alternates, canonical
from wiki.addresses import here as address_here

register = template.Library()


@register.inclusion_tag("components/page_addresses.html", takes_context=True)
def page_addresses(context: Any) -> dict[str, Any]:
    """The links to this page in each language, where it is one of those that everybody may read."""
    request = context.get("request")
    if not getattr(request, "is_public_page", False):
        return {}
    return {"canonical": canonical(request), "alternates": alternates(request)}


@register.simple_tag(takes_context=True)
def here(context: Any) -> str:
    """The address of the page, without the language that it was asked for in: the way back to it."""
    return address_here(context["request"])
