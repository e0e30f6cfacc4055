"""Users in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.avatars import url_of

register = template.Library()


@register.simple_tag
def avatar(person: Any, side: int) -> SafeString:
    """The picture of a user, ``side`` pixels wide; without one the first letter of the name on paper.

    It says nothing to who cannot see it: the name stands beside it.
    """
    classes = f"avatar avatar--{side}"
    if not person.avatar:
        return format_html(
            '<span class="{} avatar--letter" aria-hidden="true">{}</span>',
            classes,
            "" if person.deleted_at else person.username[:1].upper(),
        )
    return format_html(
        '<img class="{}" src="{}" srcset="{} 2x" width="{}" height="{}" alt="" loading="lazy">',
        classes,
        url_of(person.avatar, side),
        url_of(person.avatar, 2 * side),
        side,
        side,
    )
