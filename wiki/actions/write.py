"""Writing the rows of a fitted change set, with their history. Called by ``apply`` alone.

Rows go first (children before parents), then rows come (what is pointed at before what points), then
rows change, then the sets. Rows are written in bulk per model; every row touched leaves one
historical row, stamped with the revision.

Rows may exchange values that the database wants unique, among themselves or with new rows: two
segments swap their numbers, a new name becomes the display name. Such rows are *lifted*: taken out
with those that go and put back, changed, with those that come. Foreign keys are checked when the
transaction ends, so nothing notices.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from wiki.actions.fit import Fitted
from wiki.changesets import Change
from wiki.entry_types import EntryType, Shape, registry
from wiki.exceptions import InvalidChange
from wiki.models import Revision
from wiki.reference_fields import Reference, References

#: Rows that one statement copies into their history; below every database's limit of parameters.
COPIED = 500


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
        self.lifted: dict[str, list[tuple[Change, Any]]] = {}
        self.by_shape: dict[str, dict[str, list[Change]]] = {}
        for change in fitted.changes:
            name = change["key"].partition(":")[0]
            ops = self.by_shape.setdefault(name, {"+": [], "~": [], "-": []})
            ops[change["op"]].append(change)

    def run(self) -> dict[str, str]:
        order = [name for name in registry.write_order() if name in self.by_shape]
        for name in reversed(order):
            self._remove(registry.shapes[name], self.by_shape[name]["-"])
            self._lift(registry.shapes[name], self.by_shape[name])
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

    def _lift(self, shape: Shape, ops: dict[str, list[Change]]) -> None:
        """Take out the rows whose unique values change, where another row may want them."""
        unique = _unique_fields(shape)
        moving = [change for change in ops["~"] if unique & change["fields"].keys()]
        if not moving or len(moving) + len(ops["+"]) < 2:
            return
        staying = [change for change in ops["~"] if not unique & change["fields"].keys()]
        rows = shape.model._base_manager.filter(pk__in=[_pk(change["key"]) for change in moving])
        instances = {instance.pk: instance for instance in rows}
        rows._raw_delete(rows.db)
        self.lifted[shape.name] = [(change, instances[_pk(change["key"])]) for change in moving]
        ops["~"] = staying

    def _create(self, shape: Shape, changes: list[Change]) -> None:
        lifted = self.lifted.get(shape.name, [])
        for change, instance in lifted:
            self._assign(shape, change, instance)
        rows = lifted + [(change, self._instance(shape, change)) for change in changes]
        if not rows:
            return
        try:
            with transaction.atomic():
                shape.model.objects.bulk_create([instance for _change, instance in rows])
        except IntegrityError:
            self._explain_creation(shape, rows)
            raise
        for change, instance in rows:
            if change["op"] == "+":
                self.keys[change["key"]] = f"{shape.name}:{instance.pk}"
            self._note(instance, change["op"])

    def _assign(self, shape: Shape, change: Change, instance: Any) -> dict[str, Any]:
        """Give ``instance`` the new values of its columns; return them."""
        columns = dict(
            self._column(shape.fields[name], pair[1])
            for name, pair in change["fields"].items()
            if not isinstance(shape.fields[name], References)
        )
        for attribute, value in columns.items():
            setattr(instance, attribute, value)
        return columns

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

    def _explain_creation(self, shape: Shape, rows: list[tuple[Change, Any]]) -> None:
        """Find the row that breaks a rule of the database, and raise ``InvalidChange`` for it."""
        for change, instance in rows:
            with _Explained(shape, change["key"]):
                instance.save(force_insert=True)

    def _update(self, shape: Shape, changes: list[Change]) -> None:
        if not changes:
            return
        rows = shape.model._base_manager.in_bulk([_pk(change["key"]) for change in changes])
        for change in changes:
            instance = rows[_pk(change["key"])]
            columns = self._assign(shape, change, instance)
            if not columns:
                continue
            with _Explained(shape, change["key"]):
                shape.model.objects.filter(pk=instance.pk).update(**columns)
            self._note(instance, "~")

    def _write_sets(self, shape: Shape, ops: dict[str, list[Change]]) -> None:
        for spec in shape.sets:
            adding: list[Any] = []
            going: set[tuple[int, int]] = set()
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
                going |= {(owner, _pk(target)) for target in set(base or []) - set(new or [])}
            if going:
                owners = {owner for owner, _target in going}
                rows = spec.through._base_manager.filter(**{f"{spec.owner_attname}__in": owners})
                links = rows.values_list("pk", spec.owner_attname, spec.target_attname)
                gone = [pk for pk, owner, target in links if (owner, target) in going]
                self._remove_rows(spec.through._base_manager.filter(pk__in=gone))
            for instance in spec.through.objects.bulk_create(adding) if adding else ():
                self._note(instance, "+")

    def _write_history(self) -> None:
        """Leave a historical row for every row touched: its state now, or its last one."""
        for model, touched in self.touched.items():
            history = model.history.model  # type: ignore[attr-defined]
            names = [field.attname for field in history.tracked_fields]
            history.objects.bulk_create(
                history(
                    history_date=self.revision.created_at,
                    history_type="-",
                    history_change_reason=None,
                    revision_id=self.revision.pk,
                    **{name: getattr(instance, name) for name in names},
                )
                for instance, op in touched
                if op == "-"
            )
            for kind in ("+", "~"):
                ids = [instance.pk for instance, op in touched if op == kind]
                for at in range(0, len(ids), COPIED):
                    self._copy_to_history(model, kind, ids[at : at + COPIED])

    def _copy_to_history(self, model: Any, kind: str, ids: list[int]) -> None:
        """Copy rows into their history within the database: objects for them cost ten times that."""
        history = model.history.model
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in history.tracked_fields)
        wanted = ", ".join(["%s"] * len(ids))
        date = connection.ops.adapt_datetimefield_value(self.revision.created_at)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {quote(history._meta.db_table)}"  # noqa: S608
                f" ({columns}, history_date, history_type, revision_id)"
                f" SELECT {columns}, %s, %s, %s FROM {quote(model._meta.db_table)}"
                f" WHERE {quote(model._meta.pk.column)} IN ({wanted}) ORDER BY 1",
                [date, kind, self.revision.pk, *ids],
            )


def _pk(key: str) -> int:
    return int(key.partition(":")[2])


def _unique_fields(shape: Shape) -> set[str]:
    """The fields that some rule of uniqueness looks at."""
    names = {field.name for field in shape.model._meta.fields if field.unique}
    for constraint in shape.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names |= unique_names(constraint)
            if constraint.condition is not None:
                names |= constraint.condition.referenced_base_fields
    return names


def unique_names(constraint: models.UniqueConstraint) -> set[str]:
    """The fields whose values together a constraint wants once."""
    expressions: Any = constraint.expressions
    parts = [part for expression in expressions for part in expression.flatten()]
    return {*constraint.fields, *(part.name for part in parts if hasattr(part, "name"))}


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
