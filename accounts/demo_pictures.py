"""Pictures for the demo, drawn here: nobody's rights stand on them, and nothing is downloaded."""

from __future__ import annotations

import io
import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from accounts.models import User
from films.models import Company, Film, Person
from wiki.actions.approve import approve
from wiki.actions.keep_picture import keep_picture
from wiki.actions.submit import submit
from wiki.changesets import Change
from wiki.models import Entry, Submission, SubmissionKind

RIGHTS = "Genga contributors, BSD-3-Clause"
SOURCE = "Drawn by a program for the demo"
#: Sky above and at the horizon, hills far and near, sun.
_PALETTES = (
    ("#33427a", "#f4c7a1", "#5c4a86", "#1a1b33", "#fbe0a8"),
    ("#6fb4e0", "#fff3d9", "#3f7fb5", "#1a3a5f", "#ffffff"),
    ("#8d4447", "#f3cf9b", "#c7694f", "#231922", "#f8df9f"),
    ("#43605d", "#efe6cc", "#9fb3a6", "#1e2e31", "#f6efd6"),
)


def draw(seed: str, size: tuple[int, int], words: str = "") -> bytes:
    """A landscape in paint, the same for the same ``seed``; ``words`` stand on it. A PNG file."""
    chance = random.Random(seed)  # noqa: S311 -- a drawing, no secret
    width, height = size
    high, low, far, near, sun = chance.choice(_PALETTES)
    sheet = Image.linear_gradient("L").resize(size)
    image = Image.composite(Image.new("RGB", size, low), Image.new("RGB", size, high), sheet)
    pen = ImageDraw.Draw(image)
    x, y, radius = chance.randrange(width), chance.randrange(height // 2), min(size) // 7
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sun)
    for ground, colour in ((0.55, far), (0.72, near)):
        hills = [(0, height)]
        for step in range(9):
            hills.append((step * width // 8, int(height * (ground + chance.uniform(-0.09, 0.09)))))
        pen.polygon([*hills, (width, height)], fill=colour)
    image = image.filter(ImageFilter.GaussianBlur(1))
    if words:
        letters = ImageFont.load_default(width // 9)
        place = (width // 2, int(height * 0.88))
        ImageDraw.Draw(image).text(place, words, fill=sun, font=letters, anchor="mm")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def seed_pictures(people: dict[str, User]) -> None:
    """Posters, stills, a portrait and a logo that were approved, and a still that waits."""
    editor, moderator = people["editor"], people["moderator"]
    for title in ("Memories", "Akira", "Perfect Blue"):
        film = Film.objects.visible().filter(title=title).order_by("pk").first()
        if film is None:
            continue
        rows = [_image(film, "poster", f"Poster {title}", (800, 1200), editor, words=title)]
        for number, segment in enumerate(film.segments.all(), start=1):
            seed = f"Still {title} {number}"
            rows.append(_image(film, "still", seed, (1280, 720), editor, segment=segment))
        approve(_send(film, rows, editor), moderator=moderator)
    for model, kind in ((Person, "portrait"), (Company, "logo")):
        entry = model.objects.visible().order_by("pk").first()
        if entry is not None:
            size = (600, 750) if kind == "portrait" else (900, 420)
            words = entry.title if kind == "logo" else ""
            row = _image(entry, kind, f"{kind} {entry.title}", size, editor, words=words)
            approve(_send(entry, [row], editor), moderator=moderator)
    akira = Film.objects.visible().filter(title="Akira").order_by("pk").first()
    if akira is not None:
        reader = people["reader"]
        _send(akira, [_image(akira, "still", "Still Akira", (1280, 720), reader)], reader)


def _image(
    entry: Entry,
    kind: str,
    seed: str,
    size: tuple[int, int],
    user: User,
    *,
    words: str = "",
    segment: Any = None,
) -> dict[str, Any]:
    """The fields of a row that shows a drawing."""
    file = SimpleUploadedFile("drawing.png", draw(seed, size, words), "image/png")
    shows = f", with the words “{words}”" if words else ""
    return {
        "kind": kind,
        "picture": str(keep_picture(file, user=user)),
        "alt": f"Hills below a low sun, in flat paint{shows}",
        "caption": f"A stand-in for a real {kind} of {entry}",
        "rights": RIGHTS,
        "source": SOURCE,
        **({"segment": f"segment:{segment.pk}"} if segment else {}),
    }


def _send(entry: Entry, rows: list[dict[str, Any]], author: User) -> Submission:
    """Propose these images for a page."""
    name = str(entry._meta.model_name)
    key = f"{name}:{entry.pk}"
    changes: list[Change] = [
        {
            "key": f"{name}image:new{at}",
            "entry": key,
            "op": "+",
            "fields": {n: [None, v] for n, v in {name: key, "position": at, **row}.items()},
        }
        for at, row in enumerate(rows)
    ]
    return submit(
        changes,
        entry=key,
        kind=SubmissionKind.EDIT,
        author=author,
        summary="Images for the demo",
        sources="drawn for the demo",
        base_number=entry.number,
    )
