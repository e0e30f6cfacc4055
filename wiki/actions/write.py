"""Writing the rows of a fitted change set, with their history. Called by ``apply`` alone.

Rows go first (children before parents), then rows change, then rows come (what is pointed at before
what points), then the sets. Rows are written in bulk per model; every row touched leaves one
historical row, stamped with the revision.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from wiki.actions.fit import Fitted
from wiki.changesets import Change
from wiki.entry_types import EntryType, Shape, registry
from wiki.exceptions import InvalidChange
from wiki.fields import Integer, Reference, References
from wiki.models import Revision

#: Where integers of unique constraints wait while two rows swap them; far above any real value.
PARKING = 20_000


def write(fitted: Fitted, *, revision: Revision) -> dict[str, str]:
    """Write the rows; return the real keys of the new ones. Raises ``InvalidChange``."""
    return _Writer(fitted, revision).run()


class _Writer:
    """One pass over a change set; holds what the steps share."""

    def __init__(self, fitted: Fitted, revision: Revision) -> None:
        self.fitted = fitted
        self.revision = revision
        self.keys: dict[str, str] = {}
        self.touched: dict[type[models.Model], list[tuple[Any, str]]] = {}
        self.by_shape: dict[str, dict[str, list[Change]]] = {}
        for change in fitted.changes:
            name = change["key"].partition(":")[0]
            ops = self.by_shape.setdefault(name, {"+": [], "~": [], "-": []})
            ops[change["op"]].append(change)

    def run(self) -> dict[str, str]:
        order = [name for name in registry.write_order() if name in self.by_shape]
        for name in reversed(order):
            self._remove(registry.shapes[name], self.by_shape[name]["-"])
        for name in order:
            self._create(registry.shapes[name], self.by_shape[name]["+"])
        for name in order:
            self._update(registry.shapes[name], self.by_shape[name]["~"])
        for name in order:
            self._write_sets(registry.shapes[name], self.by_shape[name])
        self._write_history()
        return self.keys

    def _note(self, instance: Any, op: str) -> None:
        self.touched.setdefault(type(instance), []).append((instance, op))

    def _remove(self, shape: Shape, changes: list[Change]) -> None:
        ids = [_pk(change["key"]) for change in changes]
        if not ids:
            return
        for spec in shape.sets:
            through = spec.through._base_manager.filter(**{f"{spec.owner_attname}__in": ids})
            self._remove_rows(through)
        self._remove_rows(shape.model._base_manager.filter(pk__in=ids))

    def _remove_rows(self, rows: Any) -> None:
        for instance in rows:
            self._note(instance, "-")
        # Past Django's collector: ``fit`` has proved that nothing points at these rows.
        rows._raw_delete(rows.db)

    def _create(self, shape: Shape, changes: list[Change]) -> None:
        if not changes:
            return
        instances = [self._instance(shape, change) for change in changes]
        try:
            with transaction.atomic():
                created = shape.model.objects.bulk_create(instances)
        except IntegrityError:
            self._explain_creation(shape, changes)
            raise
        for change, instance in zip(changes, created, strict=True):
            self.keys[change["key"]] = f"{shape.name}:{instance.pk}"
            self._note(instance, "+")

    def _instance(self, shape: Shape, change: Change) -> Any:
        values = {name: pair[1] for name, pair in change["fields"].items()}
        attributes = dict(self._column(spec, values.get(spec.name)) for spec in shape.columns)
        pk = change["key"].partition(":")[2]
        if pk.isdigit():  # a row that comes back keeps its number
            attributes["pk"] = int(pk)
        if isinstance(shape, EntryType):
            now = self.revision.created_at
            attributes.update(shape.derive(change["key"], self.fitted.after[change["entry"]]))
            attributes.update(number=1, created_at=now, changed_at=now)
        return shape.model(**attributes)

    def _column(self, spec: Any, value: Any) -> tuple[str, Any]:
        if isinstance(spec, Reference) and value is not None:
            value = self.keys.get(value, value)
        return spec.to_column(value)

    def _explain_creation(self, shape: Shape, changes: list[Change]) -> None:
        """Find the new row that breaks a rule of the database, and raise ``InvalidChange`` for it."""
        for change in changes:
            with _Explained(shape, change["key"]):
                self._instance(shape, change).save(force_insert=True)

    def _update(self, shape: Shape, changes: list[Change]) -> None:
        if not changes:
            return
        rows = shape.model._base_manager.in_bulk([_pk(change["key"]) for change in changes])
        self._park(shape, changes)
        # Switches go off before they go on: the display name moves from one row to another.
        for change in sorted(changes, key=_switches_on):
            columns = dict(
                self._column(shape.fields[name], pair[1])
                for name, pair in change["fields"].items()
                if not isinstance(shape.fields[name], References)
            )
            instance = rows[_pk(change["key"])]
            if not columns:
                continue
            for attribute, value in columns.items():
                setattr(instance, attribute, value)
            with _Explained(shape, change["key"]):
                shape.model.objects.filter(pk=instance.pk).update(**columns)
            self._note(instance, "~")

    def _park(self, shape: Shape, changes: list[Change]) -> None:
        """Make way for rows that swap numbers which the database wants unique."""
        for name in _unique_integers(shape):
            moving = [_pk(c["key"]) for c in changes if name in c["fields"]]
            if len(moving) > 1:
                for offset, pk in enumerate(moving):
                    shape.model.objects.filter(pk=pk).update(**{name: PARKING + offset})

    def _write_sets(self, shape: Shape, ops: dict[str, list[Change]]) -> None:
        for spec in shape.sets:
            adding: list[Any] = []
            going = models.Q(pk__in=[])
            for change in ops["+"] + ops["~"]:
                base, new = change["fields"].get(spec.name, ([], []))
                if change["op"] == "+":
                    base = []
                owner = _pk(self.keys.get(change["key"], change["key"]))
                for target in sorted(set(new or []) - set(base or [])):
                    ids = {
                        spec.owner_attname: owner,
                        spec.target_attname: _pk(self.keys.get(target, target)),
                    }
                    adding.append(spec.through(**ids))
                gone = [_pk(target) for target in set(base or []) - set(new or [])]
                if gone:
                    going |= models.Q(
                        **{spec.owner_attname: owner, f"{spec.target_attname}__in": gone}
                    )
            if going.children[1:]:
                self._remove_rows(spec.through._base_manager.filter(going))
            for instance in spec.through.objects.bulk_create(adding) if adding else ():
                self._note(instance, "+")

    def _write_history(self) -> None:
        for model, touched in self.touched.items():
            history = model.history.model  # type: ignore[attr-defined]
            names = [field.attname for field in history.tracked_fields]
            history.objects.bulk_create(
                history(
                    history_date=self.revision.created_at,
                    history_type=op,
                    history_change_reason=None,
                    revision_id=self.revision.pk,
                    **{name: getattr(instance, name) for name in names},
                )
                for instance, op in touched
            )


def _pk(key: str) -> int:
    return int(key.partition(":")[2])


def _switches_on(change: Change) -> bool:
    return any(pair[1] is True for pair in change["fields"].values())


def _unique_integers(shape: Shape) -> list[str]:
    names = [n for n, s in shape.fields.items() if type(s) is Integer]
    constrained = {
        name
        for constraint in shape.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return [name for name in names if name in constrained]


class _Explained:
    """Turn the database's refusal of one row into ``InvalidChange`` in the rule's own words."""

    def __init__(self, shape: Shape, key: str) -> None:
        self.shape = shape
        self.key = key

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if isinstance(error, IntegrityError):
            message = _rule_broken(self.shape.model, error)
            raise InvalidChange({self.key: {"": [message]}}) from error


def _rule_broken(model: Any, error: IntegrityError) -> str:
    """The message of the constraint that the database names: by name, or by columns on SQLite."""
    diagnosis = getattr(error.__cause__, "diag", None)
    text = getattr(diagnosis, "constraint_name", None) or str(error)
    columns = {part.rpartition(".")[2] for part in re.findall(r"\w+\.\w+", text)}
    for constraint in model._meta.constraints:
        if re.search(rf"\b{re.escape(constraint.name)}\b", text):
            return str(constraint.get_violation_error_message())
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            own = {model._meta.get_field(name).column for name in constraint.fields}
            if own and own == columns:
                return str(constraint.get_violation_error_message())
    return _("The database refuses this row: %(error)s") % {"error": text}
