"""Files that mean harm, or are merely too much, are refused in words."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from accounts.moving import formats
from accounts.moving.files import decode, opened

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE myanimelist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<myanimelist><anime><series_title>&b;</series_title></anime></myanimelist>"""
OUTSIDE = b"""<?xml version="1.0"?>
<!DOCTYPE myanimelist [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<myanimelist><anime><series_title>&a;</series_title></anime></myanimelist>"""


def _zip(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return file.getvalue()


def _archive(method: int, at: int, wrong: bytes) -> bytes:
    """An archive of a table with other bytes at one place of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("é.csv", b"Title,tmdbID\n" * 500)
    data = bytearray(file.getvalue())
    at %= len(data)
    data[at : at + len(wrong)] = wrong
    return bytes(data)


def _refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        formats.read(opened("list", data))
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "data",
    [BOMB, OUTSIDE, gzip.compress(BOMB), _zip(list_xml=BOMB)],
    ids=["bomb", "outside", "bomb in gz", "bomb in zip"],
)
def test_xml_with_entities_is_refused(data: bytes) -> None:
    assert "entities" in _refusal(data)


@override_settings(GENGA_IMPORT_UNPACKED_MB=1)
@pytest.mark.parametrize(
    "data", [gzip.compress(b" " * (3 << 20)), _zip(a_csv=b"x" * (3 << 20))], ids=["gz", "zip"]
)
def test_archives_that_unpack_to_too_much_are_refused(data: bytes) -> None:
    assert "unpacks to more than 1" in _refusal(data)


@override_settings(GENGA_IMPORT_UNPACKED_MB=1)
def test_many_members_may_not_unpack_to_more_than_one_may() -> None:
    members = {f"m{at}_csv": b"x" * (300 << 10) for at in range(4)}
    assert "unpacks to more" in _refusal(_zip(**members))


@override_settings(GENGA_IMPORT_MB=1)
def test_large_files_are_refused() -> None:
    assert "larger than 1" in _refusal(b"x" * ((1 << 20) + 1))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x1f\x8bnonsense", "damaged"),
        (b"PK\x03\x04nonsense", "damaged"),
        (_archive(zipfile.ZIP_LZMA, 60, b"\x5a" * 40), "damaged"),
        (_archive(zipfile.ZIP_BZIP2, 60, b"\x5a" * 40), "damaged"),
        (_archive(zipfile.ZIP_STORED, 30, b"\xff\xfe"), "damaged"),
        (_archive(zipfile.ZIP_STORED, -6, b"\xff\xff\xff\x7f"), "damaged"),
        (_zip(picture_png=b"x"), "no list"),
        (b"[" * 100_000, "JSON"),
        (b'{"data": {"anime": ', "JSON"),
        (b'[{"a": ' + b"9" * 5000 + b"}]", "JSON"),
        (b"<myanimelist><anime><series_title>x", "XML"),
        (b"AID|Romaji\n1|" + b"x" * 200_000, "table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # what is packed has a time in it
)
def test_damaged_files_are_refused_with_what_is_wrong(data: bytes, word: str) -> None:
    assert word in _refusal(data)


@override_settings(GENGA_IMPORT_ROWS=2)
@pytest.mark.parametrize(
    "data",
    [
        b"AID|Romaji\n1|a\n2|b\n3|c\n",
        b"<myanimelist>" + b"<anime></anime>" * 3 + b"</myanimelist>",
        b"<myanimelist>" + b"<x/>" * 500 + b"</myanimelist>",
        b"<myanimelist>" + b"<x>" * 500 + b"</x>" * 500 + b"</myanimelist>",
        b"[" + b",".join([b"{}"] * 200) + b"]",
        b"[" + b",".join([b'{"target_type":"Anime"}'] * 3) + b"]",
    ],
)
def test_too_many_rows_are_refused_however_small_they_are(data: bytes) -> None:
    assert "more than 2 rows" in _refusal(data)


def test_old_encodings_are_read_byte_by_byte() -> None:
    assert decode("Pokémon – Zürich".encode("cp1252")) == "Pokémon – Zürich"
    assert decode("ア é".encode() + b" \xe9") == "ア é é"
    assert decode("\ufeffア".encode()) == "ア"
    assert decode("ア".encode("utf-16")) == "ア"
