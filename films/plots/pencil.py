"""Writing SVG for pages: elements with escaped attributes, labels cut to the room that there is.

No style and no script inside, which the content security policy forbids; classes say what things are.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from films.poster_lettering import clean, ems

#: The size of labels in units of the drawing; `plots.css` sets them in it.
LETTERS = 13.0
#: Names of attributes that Python cannot say.
_ATTRIBUTES = {"class_": "class", "view_box": "viewBox", "pattern_units": "patternUnits"}


def units(value: float) -> str:
    """A length for an attribute: one decimal at most."""
    rounded = round(value, 1) or 0.0  # never "-0"
    return f"{rounded:.1f}".removesuffix(".0")


def element(name: str, *content: str, **attributes: str | float | None) -> SafeString:
    """An element. Attributes that are ``None`` are left out; content is escaped unless it is safe."""
    told = "".join(
        f' {_ATTRIBUTES.get(key, key.replace("_", "-"))}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = together(content)
    return SafeString(f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>")


def _value(value: str | float) -> str:
    return units(value) if isinstance(value, int | float) else escape(clean(value))


def together(parts: Iterable[str]) -> SafeString:
    """Parts of a drawing one after the other; what is no markup is text."""
    return SafeString(
        "".join(part if isinstance(part, SafeString) else escape(clean(part)) for part in parts)
    )


def text(
    words: str, x: float, y: float, *, css: str = "", anchor: str = "", language: str = ""
) -> SafeString:
    """A line of text; ``anchor`` is ``middle`` or ``end`` where it is not its start that is at ``x``."""
    return element(
        "text",
        words,
        x=x,
        y=y,
        class_=css or None,
        text_anchor=anchor or None,
        lang=language or None,
    )


def path(shape: str, css: str) -> SafeString:
    """A stroke."""
    return element("path", class_=css, d=shape)


def link(url: str, name: str, *content: str) -> SafeString:
    """Part of a drawing that leads somewhere; ``name`` says where, to pointers and screen readers."""
    return format_html(
        '<a href="{}"><title>{}</title>{}</a>',
        clean(url),
        clean(name),
        together(content),
    )


def clipped(words: str, room: float, size: float = LETTERS) -> str:
    """``words``, or as many of their letters as fit ``room`` units, with an ellipsis."""
    words = clean(words)
    if width_of(words, size) <= room:
        return words
    fitting = ""
    for letter in words:
        if width_of(f"{fitting}{letter}…", size) > room:
            break
        fitting += letter
    return fitting.rstrip() + "…"


def width_of(words: str, size: float = LETTERS) -> float:
    """About how wide ``words`` are, rather too much than too little."""
    return ems(words.replace("…", "＿")) * size * 1.03
