"""`manage.py adopt_pictures`: make the database know the pictures whose files were copied here.

A dump of the catalogue names pictures and does not hold their files: copy the folder or the bucket of
the other site, import the dump, and call this.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone
from PIL import Image

from wiki.models import Picture
from wiki.picture_files import describe, likeness
from wiki.pictures import uses


class Command(BaseCommand):
    """Adopt files that no row of the database knows."""

    help = "Know the pictures whose files were copied into the storage, and publish those in use."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at every picture in the storage; tell of files that are not what their name says."""
        known = set(Picture.objects.values_list("digest", flat=True))
        adopted = 0
        for digest in self.digests():
            if digest not in known:
                adopted += self.adopt(digest)
        self.publish()
        self.stdout.write(f"Pictures adopted: {adopted}")

    def digests(self) -> Iterator[str]:
        """The pictures in the storage."""
        if not default_storage.exists("pictures"):
            return
        for shelf in sorted(default_storage.listdir("pictures")[0]):
            yield from sorted(default_storage.listdir(f"pictures/{shelf}")[0])

    def adopt(self, digest: str) -> bool:
        """Make the row of one picture from its largest file; whether that is what it should be."""
        folder = f"pictures/{digest[:2]}/{digest}"
        widths = [int(name.removesuffix(".webp")) for name in default_storage.listdir(folder)[1]]
        with default_storage.open(f"{folder}/{max(widths)}.webp") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest()[:32] != digest:
            self.stderr.write(f"{folder}: the largest file is another; left alone")
            return False
        image = Image.open(io.BytesIO(content), formats=["WEBP"])
        name, hashed = describe(content, image), likeness(image)
        Picture.objects.create(
            digest=digest,
            width=name.width,
            height=name.height,
            colour=name.colour,
            likeness=hashed,
            **Picture.quarters(hashed),
            size=len(content),
            format="WEBP",
            created_at=timezone.now(),
        )
        return True

    def publish(self) -> None:
        """Pictures that a page shows are for everybody."""
        waiting = {str(p.name): p.pk for p in Picture.objects.filter(published_at=None)}
        shown = [waiting[name] for name in uses(waiting, most=None)]
        Picture.objects.filter(pk__in=shown).update(published_at=timezone.now())
