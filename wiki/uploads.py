"""Files that come with a form: cut off when too long, and turned into names of kept pictures.

A control for a picture is two: ``filmimage:new1.picture`` holds a name, ``filmimage:new1.picture.file``
the file that is to become one. What is sent is kept at once, so that a form that is shown again holds the
name, and nobody has to choose the file a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wiki.actions.keep_picture import keep_picture
from wiki.exceptions import TooMany

#: What the name of a control for a file ends in, after that of the control that it fills.
FILE = ".file"


class LimitedUpload(FileUploadHandler):
    """Lets through no more of a file than tells that it is too long; later handlers store that.

    Nor more of all files together than the largest that may come at once.
    """

    passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk, until the file is longer than any that is taken."""
        most = settings.GENGA_PICTURE_BYTES
        if start > most or self.passed > most * settings.GENGA_PICTURES_AT_ONCE:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is the next handler's."""
        return


@dataclass
class Uploads:
    """What became of the files: ``refused`` says why not, by control; ``stopped`` stops the form."""

    refused: dict[str, str] = field(default_factory=dict)
    stopped: TooMany | None = None


def take_uploads(request: HttpRequest) -> Uploads:
    """Keep the pictures that were posted, and put their names where the form would have them."""
    uploads = Uploads()
    files = {
        name.removesuffix(FILE): file for name, file in request.FILES.items() if name.endswith(FILE)
    }
    if not files:
        return uploads
    posted = request.POST.copy()
    for at, (control, file) in enumerate(files.items()):
        try:
            posted[control] = _kept(file, at, request.user)
        except TooMany as error:
            uploads.refused[control] = str(error)
            uploads.stopped = error
        except ValidationError as error:
            uploads.refused[control] = " ".join(error.messages)
        except PermissionDenied as error:
            uploads.refused[control] = str(error)
    request.POST = posted  # type: ignore[assignment]
    return uploads


def _kept(file: Any, at: int, user: Any) -> str:
    """The name of the picture that a file becomes."""
    most = settings.GENGA_PICTURES_AT_ONCE
    if at >= most:
        text = _("At most %(most)s pictures come with one edit. Send this one with the next.")
        raise ValidationError(text % {"most": most})
    return str(keep_picture(file, user=user))
