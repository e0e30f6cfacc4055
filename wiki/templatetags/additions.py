"""What apps above the catalogue add to cards of entries."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from wiki.page_additions import card_addition

register = template.Library()


@register.simple_tag(takes_context=True)
def on_card(context: Any, entry_type: str, card: Any) -> SafeString:
    """What is added to the card of an entry. Works inside ``{% include ... only %}``, too."""
    request = getattr(context, "request", None)
    return card_addition(request, entry_type, card) if request is not None else SafeString("")
