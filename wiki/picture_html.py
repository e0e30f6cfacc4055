"""Pictures as HTML: the right file for each screen, room kept for it, its colour until it is there."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wiki.picture_names import PictureName


def picture_html(
    name: PictureName, *, alt: str, sizes: str, css: str = "", eager: bool = False
) -> SafeString:
    """``name`` as an image on paper of its colour. ``sizes`` is how wide it is shown, as in HTML.

    The colour is an attribute of a drawing behind the image: the security policy forbids styles.
    """
    return format_html(
        '<span class="picture{}"><svg class="picture__colour" aria-hidden="true">'
        '<rect width="100%" height="100%" fill="#{}"/></svg>{}</span>',
        f" {css}" if css else "",
        name.colour,
        image_html(name, alt=alt, sizes=sizes, eager=eager),
    )


def image_html(
    name: PictureName, *, alt: str, sizes: str, css: str = "", eager: bool = False
) -> SafeString:
    """The bare ``<img>`` of ``name``; an ``eager`` one is on the first screen of its page."""
    return format_html(
        '<img{} src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>',
        format_html(' class="{}"', css) if css else "",
        name.file_url(320),
        name.srcset,
        sizes,
        name.width,
        name.height,
        alt,
        mark_safe(' fetchpriority="high"') if eager else mark_safe(' loading="lazy"'),
    )
