"""Opening what a reader knows already."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from wiki.spoilers import has_spoilers, is_known, unfolded

register = template.Library()


class _Unfold(template.Node):
    """Everything up to ``endunfold``."""

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys, self.nodelist = keys, nodelist

    def render(self, context: Any) -> Any:
        """What is inside; who knows it is asked only where something is folded."""
        html = self.nodelist.render(context)
        request = getattr(context, "request", None)
        if request is None or not has_spoilers(html):
            return html
        keys = [str(key.resolve(context) or "") for key in self.keys]
        return unfolded(html) if is_known(request, *keys) else html


@register.tag
def unfold(parser: Parser, token: Token) -> _Unfold:
    """``{% unfold film.key segment.key %}…{% endunfold %}``: spoilers of it are open to who knows it.

    The key of an entry, and perhaps that of its part; none for a page of no entry. Works inside
    ``{% include ... only %}``, too.
    """
    _name, *keys = token.split_contents()
    if len(keys) > 2:
        raise template.TemplateSyntaxError("unfold takes an entry's key and a part's")
    nodelist = parser.parse(("endunfold",))
    parser.delete_first_token()
    return _Unfold([parser.compile_filter(key) for key in keys], nodelist)
