"""Drawn posters: what stands where an image of the film is still missing.

``draw`` makes an SVG sheet of animation paper from a film's title, year and kind alone: peg holes,
camera frame, a rough scene in the colours of the decade, the title set into it. The same film
always gets the same sheet. Older paper is yellower; an anthology shows three pictures; what was
made for television or video is drawn in its narrower frame.
"""

from __future__ import annotations

import hashlib
from xml.sax.saxutils import escape, quoteattr

from films.poster_lettering import LEADING, Line, clean, ems, fit
from films.poster_scenes import STAGES, Frame, Hand, Palette, Stage, rectangle

WIDTH, HEIGHT = 300, 450
PLATE_WIDTH, PLATE_HEIGHT = 320, 180
#: Raised when the drawing changes, so that addresses with ``?v=`` change too.
EDITION = 2

_FONT = (
    "Seravek, 'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Hiragino Sans', 'Yu Gothic UI', "
    "'Noto Sans CJK JP', 'Noto Sans JP', 'Noto Sans', sans-serif"
)
_MONO = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK JP', 'DejaVu Sans Mono', monospace"
_INK, _PAPER = "#1f1d1a", "#fbf6e9"

# Paper and palettes of each decade, from its first year.
_DECADES: tuple[tuple[int, str, tuple[Palette, ...]], ...] = (
    (0, "#e4d6b4", (
        Palette("#d9cba8", "#b8a178", "#8d7450", "#43362a", "#f6ecd2"),
        Palette("#c6c0b0", "#9d988a", "#6e6a60", "#32302d", "#f1ebdc"),
        Palette("#b5b69c", "#87876a", "#5b5a45", "#2c2b24", "#ece4c8"),
    )),
    (1960, "#e8dcbf", (
        Palette("#e3c98f", "#c98f55", "#8f5a3c", "#3a2824", "#f8e9c2"),
        Palette("#b9c7b0", "#7f9a86", "#4f6d63", "#21302d", "#f0e9cf"),
        Palette("#d9a893", "#b0685f", "#6d4350", "#2c2130", "#f5dcb8"),
    )),
    (1970, "#eae0c6", (
        Palette("#e6a95c", "#c8683a", "#7c3b2b", "#321f1d", "#f8df9f"),
        Palette("#8fa9a3", "#5f7f80", "#3b5558", "#1b282b", "#ebe0c0"),
        Palette("#caa66a", "#8e7b46", "#56552f", "#252717", "#f4e4aa"),
        Palette("#d98a6a", "#8f5566", "#4d3f5c", "#221f30", "#f6d9a6"),
    )),
    (1980, "#ece4d0", (
        Palette("#33427a", "#5c4a86", "#a6517d", "#1a1b33", "#f4c7a1"),
        Palette("#e58f6b", "#b9566a", "#5d3a63", "#231d38", "#fbe0a8"),
        Palette("#4f8a99", "#2f6278", "#1f4159", "#12212e", "#f2e7c4"),
        Palette("#d8c3a0", "#a98a6f", "#6c5a55", "#2a2629", "#f8ecd0"),
    )),
    (1990, "#eee8d8", (
        Palette("#9fb3a6", "#6f8a80", "#43605d", "#1e2e31", "#efe6cc"),
        Palette("#c7694f", "#8d4447", "#55303b", "#231922", "#f3cf9b"),
        Palette("#3a4a5f", "#51647a", "#2b3547", "#141a25", "#e5d7b0"),
        Palette("#b9aec4", "#86799c", "#544c70", "#262236", "#f3e4cc"),
    )),
    (2000, "#f0ebdf", (
        Palette("#8fc0c9", "#5f98ad", "#3b6a88", "#1b3049", "#f6efd6"),
        Palette("#c9b7d6", "#9583b3", "#5f568a", "#292646", "#fbe9d2"),
        Palette("#d8d3a4", "#9fb07a", "#5f8060", "#23362e", "#fdf6d8"),
        Palette("#e0a58c", "#b06f78", "#694e70", "#2a2440", "#fde6c4"),
    )),
    (2010, "#f2eee5", (
        Palette("#6fb4e0", "#a6d0e6", "#3f7fb5", "#1a3a5f", "#fff3d9"),
        Palette("#f3b79b", "#dd8592", "#8d6a9c", "#32325c", "#fff0c9"),
        Palette("#a9d6b8", "#6fae98", "#3a7a76", "#16373e", "#fbf6dc"),
        Palette("#2b3c66", "#47649a", "#6f8fc0", "#151e38", "#fbe3b4"),
    )),
    (2020, "#f4f1ea", (
        Palette("#f2c6b4", "#b9a0c4", "#6f77ad", "#292e55", "#fff2d6"),
        Palette("#24315a", "#3d4d83", "#7a6aa8", "#131932", "#f7d9a8"),
        Palette("#bfe0dc", "#84bdbf", "#4a8a97", "#1b4350", "#fff8e3"),
        Palette("#e8d9b0", "#b5b58a", "#6f8a78", "#2b403f", "#fffaea"),
    )),
)  # fmt: skip
_UNDATED = ("#eeeae0", (Palette("#d6d0c2", "#b3ac9d", "#857f73", "#393631", "#f4efe4"),))


def version(title: str, native: str = "", year: int | None = None, kind: str = "") -> str:
    """A short word that changes when the drawn poster does: the ``v`` of its address."""
    words = "\0".join((str(EDITION), title, native, str(year or ""), kind))
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()


def draw(title: str, native: str = "", year: int | None = None, kind: str = "") -> str:
    """The poster of a film as an SVG document of 300 by 450 units."""
    hand = Hand(title, year or "")
    sheet, palettes = _colours(year)
    palette = hand.pick(palettes)
    stage = hand.pick(STAGES)
    above = bool(stage.above) and (not stage.below or hand.share() < 0.5) and kind != "anthology"
    frame = _frame(kind, hand.between(0.6, 0.72) if above else hand.between(0.36, 0.48))
    native = "" if native == title else clean(native)
    fitted = fit(title, frame.width - 40 - (34 if native and kind != "anthology" else 0))
    if above:
        frame = frame._replace(head=frame.top + 24 + fitted.height)
    else:
        frame = frame._replace(clear=frame.bottom - 30 - fitted.height)
    if kind == "anthology":
        inside = _anthology(hand, stage, palette, frame, fitted, native)
    else:
        ground = getattr(palette, stage.above if above else stage.below)
        sky = getattr(palette, stage.above or "sky")
        inside = (
            _ground(frame, palette.sky)
            + "".join(stage.draw(hand, palette, frame))
            + _pencil(hand, palette, frame)
            + _lettering(fitted, frame, ground, above=above)
            + _upright(native, frame, sky)
        )
    label = quoteattr(clean(f"{title} ({year})" if year else title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" role="img" aria-label={label}>'
        f'<clipPath id="f"><rect x="{frame.left}" y="{frame.top}" width="{frame.width}"'
        f' height="{frame.bottom - frame.top}"/></clipPath>'
        f"{rectangle(0, 0, WIDTH, HEIGHT, sheet)}{_pegs()}"
        f'<g clip-path="url(#f)">{inside}</g>{_margin(frame, year)}</svg>'
    )


def draw_plate(title: str, number: int, year: int | None = None) -> str:
    """The image place of a segment: a scene in the shape of the screen, without letters."""
    hand = Hand(title, number, year or "")
    palette = hand.pick(_colours(year)[1])
    frame = Frame(
        0, 0, PLATE_WIDTH, PLATE_HEIGHT, PLATE_HEIGHT * hand.between(0.5, 0.7), PLATE_HEIGHT, 0
    )
    stage = hand.pick(STAGES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PLATE_WIDTH} {PLATE_HEIGHT}"'
        f' width="{PLATE_WIDTH}" height="{PLATE_HEIGHT}" role="img"'
        f" aria-label={quoteattr(clean(title))}>{_ground(frame, palette.sky)}"
        f"{''.join(stage.draw(hand, palette, frame))}{_pencil(hand, palette, frame)}</svg>"
    )


def paper(year: int | None) -> str:
    """The colour of the sheet: the older, the yellower."""
    return _colours(year)[0]


def _colours(year: int | None) -> tuple[str, tuple[Palette, ...]]:
    """Paper and palettes of a year's decade."""
    if not year:
        return _UNDATED
    return next((sheet, found) for first, sheet, found in reversed(_DECADES) if year >= first)


def _frame(kind: str, horizon: float) -> Frame:
    """The picture's place on the sheet; television and video have a frame of four by three."""
    top, bottom = 30.0, 424.0
    left, right = (12.0, 288.0) if kind not in ("ova", "special", "series") else (22.0, 278.0)
    return Frame(left, top, right, bottom, top + (bottom - top) * horizon, bottom, top)


def _pegs() -> str:
    """The three holes that hold the sheet in register."""
    hole = f'fill="{_INK}" fill-opacity=".72"'
    return (
        f'<rect x="76" y="11.5" width="40" height="8" rx="2" {hole}/>'
        f'<circle cx="150" cy="15.5" r="5" {hole}/>'
        f'<rect x="184" y="11.5" width="40" height="8" rx="2" {hole}/>'
    )


def _ground(frame: Frame, fill: str) -> str:
    """The whole picture in one colour."""
    return rectangle(frame.left, frame.top, frame.width, frame.bottom - frame.top, fill)


def _anthology(
    hand: Hand, stage: Stage, palette: Palette, frame: Frame, fitted: Line, native: str
) -> str:
    """Three scenes side by side on slanting cuts, the title on a plain strip below them."""
    strip = frame.bottom - 34 - fitted.height - (22 if native else 0)
    picture = frame._replace(
        horizon=frame.top + (strip - frame.top) * hand.between(0.5, 0.62), clear=strip
    )
    tones = [
        palette,
        palette._replace(sky=palette.far, far=palette.sky),
        palette._replace(sky=palette.mid, mid=palette.far),
    ]
    slant = hand.between(18, 40) * hand.pick((-1, 1))
    rest = [other for other in STAGES if other is not stage]
    drawn = []
    for part, tone in enumerate(tones):
        x = frame.left + frame.width * part / 3
        if part:
            stage = hand.pick(rest)
            rest.remove(stage)
        reach = slant if part else 0
        edge = f"M{x + reach:.1f} {frame.top}H{frame.right}V{strip:.1f}H{x - reach:.1f}Z"
        drawn += [
            f'<clipPath id="c{part}"><path d="{edge}"/></clipPath><g clip-path="url(#c{part})">',
            _ground(frame, tone.sky),
            *stage.draw(hand, tone, picture),
            "</g>",
        ]
        if part:
            cut = f"M{x + reach:.1f} {frame.top}L{x - reach:.1f} {strip:.1f}"
            drawn.append(f'<path d="{cut}" stroke="{palette.light}" stroke-width="3"/>')
    drawn.append(_pencil(hand, palette, picture))
    drawn.append(rectangle(frame.left, strip, frame.width, frame.bottom - strip, palette.near))
    raised = frame._replace(bottom=frame.bottom - (22 if native else 0))
    drawn.append(_lettering(fitted, raised, palette.near, above=False))
    if native:
        size = min(15.0, (frame.width - 40) / max(ems(native), 1))
        drawn.append(
            f'<text x="{frame.left + 20}" y="{frame.bottom - 20}" font-family="{_FONT}"'
            f' font-size="{size:.1f}" fill="{palette.light}">{escape(native)}</text>'
        )
    return "".join(drawn)


def _pencil(hand: Hand, palette: Palette, frame: Frame) -> str:
    """Construction lines: the safe area, the horizon run past its end, a few strokes."""
    x, y = hand.between(frame.left + 50, frame.right - 50), frame.horizon
    lines = [f"M{frame.left} {y:.1f}H{frame.right}"]
    for _stroke in range(3):
        side = hand.pick((frame.left, frame.right))
        lines.append(f"M{x:.1f} {y:.1f}L{side} {hand.between(y, frame.bottom + 80):.1f}")
    at_x, at_y = hand.between(frame.left, frame.right - 60), hand.between(y, frame.bottom - 20)
    for stroke in range(7):
        start = at_x + stroke * 6
        lines.append(
            f"M{start:.1f} {at_y:.1f}l{hand.between(12, 22):.1f}-{hand.between(14, 26):.1f}"
        )
    colour = _on(palette.mid)
    return (
        f'<path d="{"".join(lines)}" fill="none" stroke="{colour}" stroke-opacity=".22"/>'
        f'<rect x="{frame.left + 9}" y="{frame.top + 9}" width="{frame.width - 18}"'
        f' height="{frame.bottom - frame.top - 18}" rx="10" fill="none" stroke="{colour}"'
        ' stroke-opacity=".3" stroke-width=".8"/>'
    )


def _lettering(fitted: Line, frame: Frame, ground: str, *, above: bool) -> str:
    """The title in the sky or on the ground, of which ``ground`` is the colour."""
    leading = fitted.size * LEADING
    start = frame.top + 24 + fitted.size * 0.84
    if not above:
        start = frame.bottom - 24 - leading * (len(fitted.texts) - 1)
    rows = "".join(
        f'<tspan x="{frame.left + 20}" y="{start + at * leading:.1f}">{escape(text)}</tspan>'
        for at, text in enumerate(fitted.texts)
    )
    return (
        f'<text font-family="{_FONT}" font-size="{fitted.size:g}" font-weight="700"'
        f' letter-spacing="-.4" fill="{_on(ground)}" {_seam(ground)}>{rows}</text>'
    )


def _upright(native: str, frame: Frame, sky: str) -> str:
    """The native title from top to bottom along the right edge."""
    if not native:
        return ""
    text = native if len(native) <= 24 else native[:23] + "…"
    size = max(11.0, min(19.0, 300 / len(text)))
    return (
        f'<text x="{frame.right - 25}" y="{frame.top + 24}" font-family="{_FONT}"'
        f' font-size="{size:.1f}" font-weight="700" fill="{_on(sky)}" writing-mode="vertical-rl"'
        f' {_seam(sky)} xml:lang="ja">{escape(text)}</text>'
    )


def _seam(ground: str) -> str:
    """A thin edge of the ground's colour, which keeps letters clear of what is drawn behind."""
    return f'stroke="{ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'


def _margin(frame: Frame, year: int | None) -> str:
    """What is written below the frame: the year, and a tick at each third of a cut."""
    ticks = "".join(
        f"M{frame.left + frame.width * at / 12:.1f} {frame.bottom}v{5 if at % 4 else 9}"
        for at in range(13)
    )
    text = (
        f'<text x="{frame.right}" y="443" text-anchor="end" font-family="{_MONO}" font-size="12"'
        f' fill="{_INK}">{year}</text>'
        if year
        else ""
    )
    return (
        f'<rect x="{frame.left}" y="{frame.top}" width="{frame.width}"'
        f' height="{frame.bottom - frame.top}" fill="none" stroke="{_INK}" stroke-width="1.5"/>'
        f'<path d="{ticks}" stroke="{_INK}" stroke-opacity=".6"/>{text}'
    )


def _on(colour: str) -> str:
    """Ink or paper, whichever reads better on ``colour``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    bright = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return _INK if bright > 0.24 else _PAPER
