"""Files that members send: what is taken, what is made of it, and what is refused."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, PngImagePlugin

from tests.drawings import archive, claiming, drawing, encoded
from wiki.picture_files import Prepared, prepare
from wiki.picture_names import PictureName

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def refusal(data: bytes, name: str = "picture.png") -> str:
    with pytest.raises(ValidationError) as caught:
        prepare(data, name)
    return str(caught.value.code)


def opened(prepared: Prepared, width: int) -> Image.Image:
    return Image.open(io.BytesIO(prepared.files[width]))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "a.jpg"), ("JPEG", "A.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif"),
     ("PNG", "")],
)  # fmt: skip
def test_four_formats_are_taken_and_become_webp(kind: str, name: str) -> None:
    prepared = prepare(encoded(drawing(size=(700, 500)), kind), name)
    assert prepared.format == kind
    assert sorted(prepared.files) == [160, 320, 640, 700] == prepared.name.widths
    for width in prepared.files:
        image = opened(prepared, width)
        assert (image.format, image.width) == ("WEBP", width)
        assert abs(image.height - width * 500 / 700) <= 1


def test_large_pictures_are_made_smaller() -> None:
    prepared = prepare(encoded(drawing(size=(3000, 2000)), "JPEG"), "a.jpg")
    assert (prepared.name.width, prepared.name.height) == (1920, 1280)
    assert sorted(prepared.files) == [160, 320, 640, 1280, 1920]


def test_high_pictures_keep_their_shape() -> None:
    name = prepare(encoded(drawing(size=(1000, 4000)), "JPEG"), "a.jpg").name
    assert (name.width, name.height) == (720, 2880)


def test_one_picture_has_one_name_whatever_stood_in_its_file() -> None:
    plain = encoded(drawing())
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "mei")
    told = encoded(drawing(), pnginfo=words)
    assert plain != told
    assert prepare(plain, "").name == prepare(told, "").name
    assert prepare(plain, "").name != prepare(encoded(drawing(2)), "").name


def test_a_name_is_read_back() -> None:
    name = prepare(encoded(drawing()), "").name
    assert PictureName.read(str(name)) == name
    for odd in (None, 5, "", "x", f"{name}\n", str(name).upper(), f"../{name}"):
        assert PictureName.read(odd) is None, odd


def test_metadata_and_position_are_left_behind() -> None:
    image = drawing()
    exif = image.getexif()
    exif[0x0110] = "Secret camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 42.0, 1.0), 3: "E", 4: (139.0, 46.0, 2.0)})
    data = encoded(image, "JPEG", exif=exif, comment=b"by mei")
    assert b"Secret camera" in data
    prepared = prepare(data, "a.jpg")
    for content in prepared.files.values():
        assert not Image.open(io.BytesIO(content)).getexif()
        for trace in (b"EXIF", b"XMP ", b"ICCP", b"Secret", b"by mei"):
            assert trace not in content


def test_pictures_are_turned_upright() -> None:
    image = drawing(size=(600, 400))
    exif = image.getexif()
    exif[0x0112] = 6
    name = prepare(encoded(image, "JPEG", exif=exif), "a.jpg").name
    assert (name.width, name.height) == (400, 600)


def test_what_is_seen_through_stays_so_and_stands_on_paper_that_shows_it() -> None:
    dark = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    dark.paste((20, 20, 20, 255), (50, 50, 250, 150))
    prepared = prepare(encoded(dark), "")
    assert opened(prepared, 160).mode == "RGBA"
    assert prepared.name.colour == "fdfbf6"


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "I;16"])
def test_every_kind_of_pixels_is_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (200, 200), 30_000) if mode == "I;16" else drawing().convert(mode)
    assert prepare(encoded(image, kind), "").files


# Attacks


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.png"), (b"hello", "a.png"), (SCRIPT, "a.svg"), (SCRIPT, "a.png"), (archive(), "a.png"),
     (encoded(drawing(), "GIF"), "a.gif"), (encoded(drawing(), "TIFF"), "a.png"),
     (encoded(drawing(), "BMP"), "a.png"), (b"%PDF-1.7\n", "a.pdf")],
)  # fmt: skip
def test_what_is_none_of_the_four_is_refused(data: bytes, name: str) -> None:
    assert refusal(data, name) == "format"


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (65_500, 65_500), (8_000, 6_000)])
def test_bombs_are_refused_by_what_they_say_of_themselves(width: int, height: int) -> None:
    assert refusal(claiming(width, height)) == "pixels"


def test_pixels_are_not_unpacked_before_their_number_is_known(monkeypatch: Any) -> None:
    def unpack(*args: Any, **kwargs: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpack)
    assert refusal(claiming(20_000, 20_000)) == "pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.2, 0.9])
def test_what_is_cut_off_is_refused(kind: str, share: float) -> None:
    whole = encoded(drawing(size=(900, 900)), kind)
    code = refusal(whole[: int(len(whole) * share)], "")
    assert code in ("damaged", "format")


def test_a_head_without_pixels_is_refused() -> None:
    assert refusal(claiming(1000, 1000)) == "damaged"


@pytest.mark.parametrize("name", ["a.jpg", "a.svg", "a.html", "a.png.exe", "a.webp"])
def test_a_wrong_ending_is_refused(name: str) -> None:
    assert refusal(encoded(drawing()), name) == "ending"


@pytest.mark.parametrize(
    "more",
    [archive(), b"<script>alert(1)</script>", b"<?php system($_GET[0]);", b"%PDF-1.4", SCRIPT],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_files_that_are_something_else_as_well_are_refused(kind: str, more: bytes) -> None:
    assert refusal(encoded(drawing(), kind) + more, "") == "foreign"


def test_script_in_metadata_is_refused() -> None:
    assert refusal(encoded(drawing(), "JPEG", comment=b"<ScRiPt>"), "a.jpg") == "foreign"


def test_bytes_behind_the_image_are_left_behind() -> None:
    prepared = prepare(encoded(drawing(), "JPEG") + b"payload" * 9, "a.jpg")
    assert all(b"payload" not in content for content in prepared.files.values())


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_moving_pictures_are_refused(kind: str) -> None:
    frames = [drawing(seed) for seed in range(3)]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(data, "") == "moving"


@pytest.mark.parametrize(("size", "code"), [((63, 400), "small"), ((1000, 100), "oblong")])
def test_what_shows_nothing_is_refused(size: tuple[int, int], code: str) -> None:
    assert refusal(encoded(drawing(size=size))) == code


def test_texts_that_unpack_to_much_are_refused() -> None:
    words = PngImagePlugin.PngInfo()
    for at in range(80):
        words.add_text(f"t{at}", "x" * 1_000_000, zip=True)
    assert refusal(encoded(drawing(), pnginfo=words)) in ("format", "damaged")
