"""Fields of documents that name a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki.changesets import Value
from wiki.fields import Field, storable
from wiki.picture_names import LONGEST, PictureName


class PictureValue(Field):
    """The name of a picture that was sent before (``wiki.picture_names``)."""

    widget = "picture"

    def form_field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=self.required, max_length=LONGEST)

    def clean(self, value: Any) -> Value:
        """Of the right form; whether there is such a picture is for ``fit`` to say."""
        text = storable(value)
        if text in ("", None):
            if self.required:
                raise ValidationError(_("Choose a picture."), code="required")
            return ""
        name = PictureName.read(text.strip() if isinstance(text, str) else text)
        if name is None:
            raise ValidationError(_("This is no picture that was sent here."), code="picture")
        return str(name)

    def show(self, value: Value) -> str:
        """Its size: in words there is no more to say of it."""
        name = PictureName.read(value)
        return f"{name.width} × {name.height}" if name else super().show(value)
