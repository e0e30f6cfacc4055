"""Following, in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from accounts.follows import subjects
from accounts.follows.button import button, is_followed

register = template.Library()


@register.simple_tag(takes_context=True)
def follow_button(context: Any, thing: Any, *, small: bool = False) -> SafeString:
    """The button that follows a user, a list or an entry: one query for members, nothing for strangers."""
    request = context.request  # components are included without the variables around them
    key = subjects.key_of(thing)
    owner = getattr(thing, "owner_id", thing.pk)
    own = owner == request.user.pk and key.partition(":")[0] in (subjects.USER, subjects.LIST)
    if own or not request.user.is_authenticated:
        return SafeString("")
    followed = is_followed(request.user, key)
    return button(request, key, str(thing), followed=followed, small=small)
