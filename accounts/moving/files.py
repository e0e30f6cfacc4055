"""Opening what somebody uploads: plain, gz or zip, in whatever encoding, within limits.

Everything that a hostile file could do to the site is stopped here: too much of it, archives that unpack
to too much, XML with entities, JSON without end.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Files of an archive that are looked at.
MOST_MEMBERS = 2000
#: Parts (fields, brackets, elements) that one row has at most on the average. Before a file is known to
#: have too many rows it has been read, and a small file may hold very many very small things.
_PARTS_OF_ROW = 60
#: Elements of lists do not lie deeper in one another.
_DEPTH = 8
_READ = (".csv", ".json", ".xml", ".txt")
#: What ``zipfile`` raises for what is wrong in an archive: names that are no UTF-8, places before its start.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BARE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """An opened file: its members by their path, one if it is no archive."""

    name: str
    digest: str
    members: dict[str, bytes]

    @cached_property
    def text(self) -> str:
        """The text of a file that is no archive, or of an archive of one; "" for others."""
        return decode(next(iter(self.members.values()))) if len(self.members) == 1 else ""

    @cached_property
    def json(self) -> Any:
        """What the text is as JSON; ``None`` if it is none."""
        if self.text.lstrip()[:1] not in ("{", "["):
            return None
        return as_json(self.text)

    @property
    def is_xml(self) -> bool:
        """Whether the text is XML, or claims to be."""
        return self.text.lstrip().startswith("<")


def opened(name: str, data: bytes) -> Source:
    """The file of that name. Raises ``ValidationError``, in words for whoever sent it."""
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise ValidationError(_("The file is empty."))
    if len(data) > settings.GENGA_IMPORT_MB << 20:
        raise too_large()
    if data.startswith(b"\x1f\x8b"):
        members = {name.removesuffix(".gz"): _gunzipped(data)}
    elif data.startswith(b"PK\x03\x04"):
        members = _unzipped(data)
    else:
        members = {name: data}
    return Source(name, digest, members)


def too_large() -> ValidationError:
    """The error of a file that is larger than files may be."""
    most = settings.GENGA_IMPORT_MB
    return ValidationError(_("The file is larger than %(most)d MB.") % {"most": most})


def too_many_rows() -> ValidationError:
    """The error of a list with more rows than lists may have."""
    most = settings.GENGA_IMPORT_ROWS
    told = ngettext(
        "The file has more than %(most)d row.", "The file has more than %(most)d rows.", most
    )
    return ValidationError(told % {"most": most})


def check_count(rows: int) -> None:
    """Raise ``ValidationError`` if a list has more rows than lists may have."""
    if rows > settings.GENGA_IMPORT_ROWS:
        raise too_many_rows()


def _most_unpacked() -> int:
    return int(settings.GENGA_IMPORT_UNPACKED_MB) << 20


def _unpacks_to_too_much() -> ValidationError:
    most = settings.GENGA_IMPORT_UNPACKED_MB
    return ValidationError(_("The file unpacks to more than %(most)d MB.") % {"most": most})


def _damaged() -> ValidationError:
    return ValidationError(_("The archive is damaged or locked by a password."))


def _gunzipped(data: bytes) -> bytes:
    most = _most_unpacked()
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = unpacker.decompress(data, most + 1)
    except zlib.error:
        raise _damaged() from None
    if len(found) > most:
        raise _unpacks_to_too_much()
    return found


def _unzipped(data: bytes) -> dict[str, bytes]:
    most, found = _most_unpacked(), {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [each for each in archive.infolist() if _is_wanted(each)]
            if len(wanted) > MOST_MEMBERS:
                raise ValidationError(_("The archive holds too many files."))
            for each in wanted:
                with archive.open(each) as member:
                    content = member.read(most + 1)  # whatever the archive says of its size
                most -= len(content)
                if most < 0:
                    raise _unpacks_to_too_much()
                found[each.filename] = content
    except _DAMAGE:
        raise _damaged() from None
    if not found:
        raise ValidationError(_("The archive holds no list."))
    return found


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    hidden = "__MACOSX" in member.filename or member.filename.rpartition("/")[2].startswith(".")
    return not hidden and member.filename.lower().endswith(_READ)


def decode(data: bytes) -> str:
    """The text of a file. Bytes that are no UTF-8 are read as what old programs wrote, one by one."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="genga_old_bytes")


def _old_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error("genga_old_bytes", _old_bytes)


def as_json(text: str) -> Any:
    """What a text is as JSON. Raises ``ValidationError``."""
    if sum(text.count(sign) for sign in "{[,") > settings.GENGA_IMPORT_ROWS * _PARTS_OF_ROW:
        raise too_many_rows()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError(_("The file is no whole JSON; perhaps it was cut off.")) from None


def records(text: str, tags: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of an XML text with one of ``tags``: their tag, and the texts of their children.

    What real files have wrong is mended: characters that XML forbids, bare ampersands. Raises
    ``ValidationError``.
    """
    cleaned = _DECLARED.sub("", _NOT_XML.sub("", text), count=1).lstrip()
    pieces = _CDATA.split(cleaned)
    mended = "".join(
        piece if at % 2 else _BARE_AND.sub("&amp;", piece) for at, piece in enumerate(pieces)
    )
    source = io.BytesIO(mended.encode())
    root, depth, count, most = None, 0, 0, settings.GENGA_IMPORT_ROWS
    try:
        for at, (event, element) in enumerate(iterparse(source, ("start", "end"), forbid_dtd=True)):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if at > most * _PARTS_OF_ROW or count > most or depth > _DEPTH:
                raise too_many_rows()
            if event == "end" and element.tag in tags:
                count += 1
                yield element.tag, {child.tag: child.text or "" for child in element}
            if depth <= 1:  # nothing of it is needed any more
                root.clear()
    except DefusedXmlException:
        raise ValidationError(
            _("The file declares entities of XML, which lists have no use for.")
        ) from None
    except ParseError:
        raise ValidationError(_("The file is no whole XML; perhaps it was cut off.")) from None


def table(text: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a CSV text by the names of its first line. Raises ``ValidationError``."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        for at, row in enumerate(reader):
            if at >= settings.GENGA_IMPORT_ROWS:
                raise too_many_rows()
            yield {name: value for name, value in row.items() if name and isinstance(value, str)}
    except csv.Error:
        raise ValidationError(_("The file is no table that can be read.")) from None
