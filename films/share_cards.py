"""The picture that other sites show of a page: a sheet of paper with its poster, titles and year.

1200 by 630 pixels, which OpenGraph and Twitter cards want. Where a page has no picture of its own, films
show their drawn poster and everything else a scene in its colours. The same page always gets the same
card, so its address may be kept for ever: ``of_page`` names the version.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from films import posters
from films.models import ImageKind
from films.pages import images
from films.poster_lettering import clean
from films.rasters import raster
from wiki.entry_types import EntryType, registry
from wiki.open_web import Picture
from wiki.pages import Page
from wiki.picture_names import PictureName

WIDTH, HEIGHT = 1200, 630
#: Raised when the drawing changes, so that addresses with ``?v=`` change too.
EDITION = 2
_MARGIN, _ART = 60, 340
_INK, _SOFT = "#1f1d1a", "#6b655a"
#: Where systems keep a bold font that has Japanese, and where one that has Latin letters.
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
)
_drawing = Lock()


@dataclass(frozen=True)
class CardFacts:
    """What a card shows. ``about`` is the small line over the title.

    ``behind`` are films whose posters stand for a page that has no picture, the first one in front.
    """

    title: str
    native: str = ""
    latin: str = ""
    about: str = ""
    year: int | None = None
    kind: str = ""
    picture: str = ""
    film: bool = False
    behind: tuple[CardFacts, ...] = ()

    @property
    def version(self) -> str:
        """A short word that changes when the card does."""
        words = "\0".join((str(EDITION), _font_path(), repr(self)))
        return hashlib.blake2b(words.encode(), digest_size=6).hexdigest()


def of_page(page: Page) -> Picture:
    """The card of an entry's page."""
    return _addressed(facts_of(page.entry_type, page.entry, picture_of(page)), page.url)


def picture_of(page: Page) -> str:
    """The name of the picture that stands for an entry's page; "" for none."""
    if page.entry_type.name == "film":
        return shared_poster(page.entry)
    part = f"{page.entry_type.name}image"
    return portrait(page.document, part) if part in page.entry_type.shapes else ""


def of_film(film: Any) -> Picture:
    """The card of a film, which its segments share."""
    return _addressed(
        facts_of(registry["film"], film, shared_poster(film)), film.get_absolute_url()
    )


def shared_poster(film: Any) -> str:
    """The name of the picture by which other sites know a film; none of films for adults."""
    return "" if getattr(film, "adult", False) else str(getattr(film, "poster", ""))


def _addressed(facts: CardFacts, url: str) -> Picture:
    return Picture(f"{url}card.png?v={facts.version}", WIDTH, HEIGHT, facts.title)


def portrait(document: Any, part: str) -> str:
    """The name of the picture that stands for a page that is no film; "" for none.

    An article has pictures of any kind.
    """
    kinds = ("",) if part == "featureimage" else (ImageKind.PORTRAIT, ImageKind.LOGO)
    return next((name for kind in kinds if (name := images.chosen(document, part, kind))), "")


def facts_of(entry_type: EntryType, entry: Any, picture: str) -> CardFacts:
    """What the card of an entry shows, in the language of the site, whoever asks for it."""
    film = entry_type.name == "film"
    year, kind = getattr(entry, "year", None), getattr(entry, "kind", "")
    with override(settings.LANGUAGE_CODE):
        words = entry_type.fields["kind"].show(kind) if film else entry_type.label
        about = " · ".join(filter(None, (str(capfirst(words)), str(year or ""))))
    return CardFacts(
        title=entry.title,
        native=entry.title_native,
        latin=entry.title_latin,
        about=about,
        year=year,
        kind=kind if film else "",
        picture=picture,
        film=film,
    )


def site() -> CardFacts:
    """What stands for pages that have no card of their own."""
    with override(settings.LANGUAGE_CODE):
        return CardFacts(settings.GENGA_SITE_NAME, about=str(_("An open wiki for anime film.")))


def png(facts: CardFacts) -> bytes:
    """The card as PNG, kept for the next who asks; one is drawn at a time in each process."""
    kept = caches["cards"].get(facts.version)
    if kept is None:
        with _drawing:
            kept = caches["cards"].get(facts.version) or _encoded(draw(facts))
            caches["cards"].set(facts.version, kept)
    return bytes(kept)


def draw(facts: CardFacts) -> Image.Image:
    """The card."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), posters.paper(facts.year))
    pen = ImageDraw.Draw(sheet)
    art = _art(facts)
    left = _MARGIN
    if art is not None:
        sheet.paste(art, (left, (HEIGHT - art.height) // 2))
        box = (left, (HEIGHT - art.height) // 2)
        if not facts.behind:
            pen.rectangle((*box, box[0] + art.width, box[1] + art.height), outline=_INK)
        left += art.width + 56
    _pegs(pen, left)
    _letters(pen, facts, left)
    foot = HEIGHT - _MARGIN
    pen.line((left, foot - 46, WIDTH - _MARGIN, foot - 46), _INK, 2)
    if facts.title != settings.GENGA_SITE_NAME:
        pen.text((left, foot), str(settings.GENGA_SITE_NAME), _INK, _font(30), "ls")
    return sheet


def _letters(pen: ImageDraw.ImageDraw, facts: CardFacts, left: int) -> None:
    """The small line, the title in the largest size that fits, below it its native or romaji form."""
    room = WIDTH - _MARGIN - left
    y = 150
    if _has_letters(facts.about):
        pen.text((left, y), facts.about, _SOFT, _font(30), "ls")
    y += 26
    lines, size = _fitted(facts.title if _has_letters(facts.title) else "", room)
    for line in lines:
        y += round(size * 1.12)
        pen.text((left, y), line, _INK, _font(size), "ls")
    others = (clean(name) for name in (facts.native, facts.latin))
    second = next((name for name in others if name and _has_letters(name)), "")
    if second and second != facts.title:
        size = 40
        while size > 18 and _font(size).getlength(second) > room:
            size -= 2
        pen.text((left, y + 34 + size), _cut(second, room, size), _SOFT, _font(size), "ls")


def _fitted(title: str, room: int) -> tuple[list[str], int]:
    """The title in lines, and the largest size in which at most four of them fit."""
    text = clean(title)
    for size in (92, 84, 76, 68, 60, 54, 48, 42, 36):
        lines = _lines(text, room, size)
        wide = max(map(_font(size).getlength, lines), default=0)
        lonely = len(lines) > 1 and len(lines[-1]) == 1
        if len(lines) * size <= 260 and wide <= room and not lonely:
            return lines, size
    return [_cut(line, room, 36) for line in _lines(text, room, 36)[:6]], 36


def _lines(text: str, room: int, size: int) -> list[str]:
    """Text in lines, broken at spaces; where there are none, anywhere."""
    font = _font(size)
    pieces = text.split(" ") if " " in text else list(text) if not text.isascii() else [text]
    gap = " " if " " in text else ""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{gap}{piece}" if lines else piece
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _cut(line: str, room: int, size: int) -> str:
    """As much of a line as fits."""
    font = _font(size)
    if font.getlength(line) <= room:
        return line
    while line and font.getlength(f"{line}…") > room:
        line = line[:-1]
    return f"{line}…"


def _art(facts: CardFacts) -> Image.Image | None:
    """The page's own picture; without one what is drawn in its place."""
    if facts.behind:
        return _fanned(facts)
    name = PictureName.read(facts.picture)
    shown = _stored(name) if name else None
    if shown is not None:
        return ImageOps.contain(shown, (_ART, HEIGHT - 2 * _MARGIN), Image.Resampling.LANCZOS)
    svg = posters.draw(facts.title, facts.native, facts.year, facts.kind) if facts.film else None
    return raster(svg or posters.draw_plate(facts.title, 0, facts.year), _ART, _poster_font)


def _fanned(facts: CardFacts) -> Image.Image:
    """Posters one behind the other, each a step to the right and smaller than the one before it."""
    width, step = round(_ART * 0.72), round(_ART * 0.14)
    sheet = Image.new("RGB", (_ART, round(width * 1.5)), posters.paper(facts.year))
    shown = [art for each in facts.behind[:3] if (art := _art(each)) is not None]
    for at, art in reversed(list(enumerate(shown))):
        wide = round(width * (1 - 0.1 * at))
        poster = ImageOps.fit(art, (wide, round(wide * 1.5)), Image.Resampling.LANCZOS)
        left = at * step + at * round(width * 0.1)
        box = (left, (sheet.height - poster.height) // 2)
        sheet.paste(poster, box)
        right, foot = box[0] + poster.width - 1, box[1] + poster.height - 1
        ImageDraw.Draw(sheet).rectangle((*box, right, foot), outline=_INK)
    return sheet


def _stored(name: PictureName) -> Image.Image | None:
    """A picture that members sent, on white; ``None`` where its file cannot be read."""
    width = next((each for each in name.widths if each >= 2 * _ART), name.width)
    try:
        with default_storage.open(name.path(width)) as file, Image.open(file) as image:
            seen = image.convert("RGBA")
    except (OSError, UnidentifiedImageError):
        return None
    flat = Image.new("RGB", seen.size, "#ffffff")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat


def _pegs(pen: ImageDraw.ImageDraw, left: int) -> None:
    """The three holes that hold the sheet in register."""
    y = _MARGIN + 12
    pen.rounded_rectangle((left, y - 8, left + 80, y + 8), 4, _INK)
    pen.ellipse((left + 104, y - 10, left + 124, y + 10), _INK)
    pen.rounded_rectangle((left + 148, y - 8, left + 228, y + 8), 4, _INK)


def _encoded(card: Image.Image) -> bytes:
    """PNG of 256 colours: flat drawings lose nothing and pictures little that a card would show."""
    written = io.BytesIO()
    card.quantize(256, Image.Quantize.MEDIANCUT).save(written, "PNG", optimize=True)
    return written.getvalue()


def _poster_font(text: str, size: float) -> ImageFont.FreeTypeFont | None:
    return _font(round(size)) if _has_letters(text) else None


@cache
def _font_path() -> str:
    """The font of cards: the one that is set, else the first that is there; "" for Pillow's own."""
    wanted = (settings.GENGA_CARD_FONT, *_FONTS)
    return next((path for path in wanted if path and Path(path).is_file()), "")


@cache
def _font(size: int) -> Any:
    path = _font_path()
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def _has_letters(text: str) -> bool:
    """Whether the font has every letter of ``text``: half a title says less than none."""
    return all(_has_letter(sign) for sign in set(text) if not sign.isspace())


@cache
def _missing() -> bytes:
    return bytes(_font(24).getmask("\U000ffffd"))


def _has_letter(sign: str) -> bool:
    return sign.isascii() or bytes(_font(24).getmask(sign)) != _missing()
