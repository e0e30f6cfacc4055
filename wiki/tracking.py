"""Row history: who may write tracked rows, and what each write leaves behind.

django-simple-history gives every tracked model a twin table of historical rows. Left alone it
writes them from signals: one row per ``save()`` even when nothing changed, none for ``update()``
and ``bulk_create()``. Here it only declares the tables. Rows are written once per object at the
end of ``wiki.actions.apply``, each stamped with the revision that brought it; a write outside a
revision raises ``OutsideRevision``. What slips past Python (raw SQL, ``loaddata``) is found by
``manage.py check_revisions``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from wiki.exceptions import OutsideRevision

_in_revision: ContextVar[bool] = ContextVar("genga_in_revision", default=False)


@contextmanager
def writing_tracked_rows() -> Iterator[None]:
    """Allow this thread to write tracked rows. Only ``wiki.actions.apply`` enters it."""
    token = _in_revision.set(True)
    try:
        yield
    finally:
        _in_revision.reset(token)


def require_revision() -> None:
    """Raise ``OutsideRevision`` unless a revision is being written."""
    if not _in_revision.get():
        raise OutsideRevision


class RevisionStamp(models.Model):
    """Base of every historical model: the revision that brought the row."""

    revision = models.ForeignKey(
        "wiki.Revision",
        on_delete=models.PROTECT,  # a historical row without its revision proves nothing
        related_name="+",
    )

    class Meta:
        abstract = True


class TrackedHistory(HistoricalRecords):
    """Historical tables of a tracked model, without the signals that write to them."""

    def fields_included(self, model: type[models.Model]) -> list[Any]:
        """Leave out derived columns: they follow from the document and change without an edit."""
        derived = getattr(model, "derived_fields", ())
        return [f for f in super().fields_included(model) if f.name not in derived]

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        """Keep the index on the row's id only: history is read by row or by revision."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = field.name == model._meta.pk.name
        return fields

    def _get_history_user_fields(self) -> dict[str, Any]:
        return {}  # the revision knows its author and its approver

    def post_save(self, instance: models.Model, created: bool, **kwargs: Any) -> None:
        require_revision()

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        require_revision()

    def post_delete(self, instance: models.Model, **kwargs: Any) -> None:
        require_revision()


class TrackedQuerySet(models.QuerySet):
    """A queryset whose writing methods work inside a revision only.

    Templates may not call them, and ``delete`` is no method of managers, as in Django's own.
    """

    def update(self, **kwargs: Any) -> int:
        require_revision()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        require_revision()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        require_revision()
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        require_revision()
        return super().bulk_update(objs, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]


class TrackedModel(models.Model):
    """A row of the catalogue: written by revisions, with its history kept."""

    derived_fields: ClassVar[tuple[str, ...]] = ()

    history = TrackedHistory(
        inherit=True, bases=[RevisionStamp], history_id_field=models.BigAutoField()
    )
    objects: ClassVar[Any] = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True
        #: Django adds rows to a parent through the base manager: it is guarded too.
        base_manager_name = "objects"

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        require_revision()
        super().save_base(*args, **kwargs)

    save_base.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        require_revision()
        return super().delete(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]
