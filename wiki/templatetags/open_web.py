"""Tags for the head of a page: what search engines, feed readers and other sites read of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wiki.addresses import canonical
from wiki.keyset import KeysetPage
from wiki.open_web import Picture, Shared, absolute, locale_of, written

register = template.Library()
_CONTENT = re.compile(r'content="([^"]*)"')
#: What stands for pages that have no picture of their own.
SITE_PICTURE = Picture("/card.png", 1200, 630)


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: Any) -> dict[str, Any]:
    """OpenGraph and Twitter cards of a page that everybody may read: of ``shared``, else of its head."""
    request = context.get("request")
    if not getattr(request, "is_public_page", False):
        return {}
    shared = context.get("shared") or Shared()
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "shared": shared,
        "title": shared.title or _block(context, "title"),
        "description": shared.description or _block(context, "description"),
        "url": canonical(request),
        "site": settings.GENGA_SITE_NAME,
        "picture": shared.picture or SITE_PICTURE,
        "locale": locale_of(language),
        "locales": [locale_of(code) for code, _name in settings.LANGUAGES if code != language],
    }


def _block(context: Any, name: str) -> str:
    """What a block of the page says, as plain words: the text of a title, or a meta element's."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    if block is None:
        return ""
    html = block.render(context)
    found = _CONTENT.search(html)
    return " ".join(unescape(found[1] if found else strip_tags(html)).split())


@register.simple_tag(takes_context=True)
def linked_data(context: Any) -> SafeString:
    """The page as data of schema.org. A block of data is no script: the policy has nothing to allow."""
    nodes = context.get("linked_data")
    if not nodes:
        return SafeString("")
    return format_html('<script type="application/ld+json">{}</script>', written(nodes))


@register.simple_tag(takes_context=True)
def page_steps(context: Any) -> SafeString:
    """``rel=prev`` and ``rel=next`` of a list in pages, whichever name its page has."""
    found = next(
        (p for p in map(context.get, ("page", "pages")) if isinstance(p, KeysetPage)), None
    )
    if found is None:
        return SafeString("")
    path = context["request"].path
    steps = (("prev", found.previous), ("next", found.next))
    rows = ((rel, absolute(f"{path}{query}")) for rel, query in steps if query)
    return format_html_join("\n    ", '<link rel="{}" href="{}">', rows)
