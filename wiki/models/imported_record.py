"""What imports have brought: which record of which source became which page."""

from __future__ import annotations

import json
import zlib

from django.db import models

from wiki.changesets import Document


class ImportedRecord(models.Model):
    """The last thing that a source said about one of its records, and the page it became.

    ``digest`` is that of the record as it was read last, so that an unchanged one is passed over; it
    is empty where something is still to be added (a reference that no file has explained yet).
    ``statement`` is what the source said, row by row, under the keys that the rows have here. It is
    the base of the next three-way merge: what differs from it is what the source has changed since,
    what the page says besides is what people have done.
    """

    source = models.CharField(max_length=100)
    entry_type = models.CharField(max_length=30)
    ref = models.CharField(max_length=300)
    entry_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=32, blank=True, default="")
    statement = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "entry_type", "ref"], name="importedrecord_once"
            ),
        ]
        indexes = [models.Index("entry_type", "entry_id", name="importedrecord_of_entry")]

    def __str__(self) -> str:
        return f"{self.source} {self.entry_type}:{self.ref}"

    @staticmethod
    def packed(statement: Document) -> bytes:
        """``statement`` as it is stored."""
        text = json.dumps(statement, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode(), 1)

    def unpacked(self) -> Document:
        """The stored statement; empty when there is none."""
        blob = bytes(self.statement)
        return json.loads(zlib.decompress(blob)) if blob else {}
