"""Pictures: files that members sent, made anew and kept under a name that follows from their content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from wiki.picture_names import PictureName

#: The perceptual hash is looked for by its quarters: hashes that differ in three bits share one.
QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")


class Picture(models.Model):
    """A picture in the storage. It is never changed and never deleted.

    Rows of documents name it (``name``). ``published_at`` is when a revision named it first; before
    that, only who sent it and moderators see its files. ``likeness`` is its perceptual hash.
    """

    digest = models.CharField(max_length=32, unique=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=6)
    likeness = models.CharField(max_length=16)
    quarter_1 = models.CharField(max_length=4, db_index=True)
    quarter_2 = models.CharField(max_length=4, db_index=True)
    quarter_3 = models.CharField(max_length=4, db_index=True)
    quarter_4 = models.CharField(max_length=4, db_index=True)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> PictureName:
        """Its name, as documents hold it."""
        return PictureName(self.digest, self.width, self.height, self.colour)

    @staticmethod
    def quarters(likeness: str) -> dict[str, str]:
        """The columns by which a perceptual hash is found."""
        return {column: likeness[4 * at : 4 * at + 4] for at, column in enumerate(QUARTERS)}


class PictureUpload(models.Model):
    """Somebody sent a file that became a picture. ``source`` is the digest of the file as sent."""

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="uploads")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="picture_uploads"
    )
    source = models.CharField(max_length=32, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "source"], name="pictureupload_once")
        ]
        indexes = [models.Index("user", "created_at", name="pictureupload_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.picture}"
