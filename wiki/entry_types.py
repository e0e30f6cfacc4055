"""Declarations: what the wiki can edit. One ``EntryType`` per page type, with its parts.

An app declares its types in a module that ``AppConfig.ready`` imports::

    film = registry.register(EntryType(
        model=Film,
        segment="films",
        fields=("kind", "runtime", ...),
        parts=(Part(FilmName, fields=("text", "language"), ...), ...),
        sections=(Section("general", _("General information"), fields=("kind", "runtime")), ...),
    ))

Addresses, forms, documents, history, comparisons, imports and dumps follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from wiki.changesets import Document, Fields
from wiki.derived_titles import titles_of
from wiki.field_kinds import field_for
from wiki.fields import Field
from wiki.guidance import Guide
from wiki.reference_fields import Reference, References

if TYPE_CHECKING:
    from wiki.forms.tools import SectionTool
    from wiki.hints import HintSource
    from wiki.open_web import Shared
    from wiki.quality.declarations import Quality
    from wiki.search_engine.facts import SearchFacts


class Shape:
    """What the rows of one model look like in documents: shared by entries and parts.

    ``name`` is the key prefix (the model's lower-case name). ``fields`` are given by name and made
    from the model; ``field_classes`` replaces the class of some.
    """

    def __init__(
        self,
        model: Any,
        *,
        fields: Iterable[str],
        parts: Iterable[Part] = (),
        field_classes: Mapping[str, type[Field]] | None = None,
        renamed: Mapping[str, str] | None = None,
        wide: Iterable[str] = (),
        guidance: Mapping[str, Guide] | None = None,
    ) -> None:
        self.model = model
        self.name: str = model._meta.model_name
        self.parts: tuple[Part, ...] = tuple(parts)
        classes = field_classes or {}
        self.fields: dict[str, Field] = {}
        for field_name in fields:
            column = model._meta.get_field(field_name)
            make = classes.get(field_name, field_for)
            self.fields[field_name] = make(column)
        #: Old field name -> present one, for change sets made before a rename.
        self.renamed: Mapping[str, str] = renamed or {}
        #: Lines of text that want more than a line: the form shows them over its whole width.
        self.wide = frozenset(wide)
        #: How fields are written, by name; the form says it.
        self.guidance: Mapping[str, Guide] = guidance or {}
        for part in self.parts:
            part.parent = self

    @property
    def label(self) -> Any:
        """What one row is called."""
        return self.model._meta.verbose_name

    @property
    def label_plural(self) -> Any:
        """What the rows are called together."""
        return self.model._meta.verbose_name_plural

    @cached_property
    def columns(self) -> list[Field]:
        """The fields that are columns of the row's own table."""
        return [f for f in self.fields.values() if not isinstance(f, References)]

    @cached_property
    def sets(self) -> list[References]:
        """The fields that are sets kept in through tables."""
        return [f for f in self.fields.values() if isinstance(f, References)]

    @cached_property
    def references(self) -> list[Field]:
        """The fields that point at other rows."""
        return [f for f in self.fields.values() if f.refers]

    def walk(self) -> Iterator[Shape]:
        """This shape and all below it, parents first."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def complete(self, fields: Fields) -> Fields:
        """``fields`` with every declared field: renamed ones moved, unknown dropped, missing empty."""
        known = {self.renamed.get(name, name): value for name, value in fields.items()}
        return {name: known.get(name, field.empty) for name, field in self.fields.items()}


class Part(Shape):
    """Rows that are edited inside the form of their entry (or of another part).

    ``natural_key`` names the fields by which an import recognises a row that it has brought before.
    ``ordered`` rows keep the order that editors give them. ``min_rows`` is how many rows there are
    at least below one parent. The values of the field ``names_parent`` together name the row that
    these rows belong to, where it has no names of its own.
    ``advanced`` fields are folded in forms. ``max_rows`` is the most that there may be, 0 for any number.
    ``translates`` names the fields that say in another language what the parent's fields of the same
    names say (``wiki.fingerprints``).
    """

    parent: Shape

    def __init__(
        self,
        model: Any,
        *,
        fields: Iterable[str],
        natural_key: Iterable[str],
        parent_field: str = "",
        ordered: bool = True,
        advanced: Iterable[str] = (),
        min_rows: int = 0,
        max_rows: int = 0,
        names_parent: str = "",
        translates: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        own = tuple(fields)
        parent_name = parent_field or self._guess_parent(model, own)
        extra = ("position",) if ordered else ()
        super().__init__(model, fields=(parent_name, *own, *extra), **kwargs)
        self.parent_field = parent_name
        self.own_fields = own
        self.ordered = ordered
        self.natural_key = tuple(natural_key)
        self.advanced = frozenset(advanced)
        self.min_rows, self.max_rows = min_rows, max_rows
        self.names_parent = names_parent
        self.translates = tuple(translates)

    @staticmethod
    def _guess_parent(model: Any, own: tuple[str, ...]) -> str:
        """The first foreign key that is no field of the form points at the parent."""
        return next(f.name for f in model._meta.fields if f.many_to_one and f.name not in own)

    @property
    def plural(self) -> str:
        """The name of the list of these rows in nested forms: the parent's related name."""
        return self.model._meta.get_field(self.parent_field).remote_field.related_name

    @cached_property
    def entry_path(self) -> str:
        """The look-up from the row to its entry, e.g. ``appearance__film``."""
        if isinstance(self.parent, Part):
            return f"{self.parent_field}__{self.parent.entry_path}"
        return self.parent_field

    @cached_property
    def entry_type(self) -> EntryType:
        """The entry type that these rows belong to in the end."""
        shape: Shape = self
        while isinstance(shape, Part):
            shape = shape.parent
        return cast(EntryType, shape)


class Section:
    """A block of the page and of the form: some fields of the entry and some parts."""

    def __init__(
        self,
        name: str,
        label: Any,
        *,
        fields: Iterable[str] = (),
        parts: Iterable[str] = (),
        guidance: Any = "",
        area: str = "facts",
        tools: Iterable[SectionTool] = (),
    ) -> None:
        self.name = name
        self.label = label
        self.fields = tuple(fields)
        self.parts = tuple(parts)
        self.guidance = guidance
        #: What its facts are about: a value of ``wiki.areas.Area``.
        self.area = area
        #: What fills its rows from something else than their controls (``wiki.forms.tools``).
        self.tools = tuple(tools)


class EntryType(Shape):
    """A type of page.

    ``segment`` is its first URL part. ``names_part`` holds its names, from which the derived columns
    come; ``search_parts`` are further parts whose ``text`` finds the entry (segment names).
    ``derive(document)`` gives further derived columns. ``page(view)`` gives the template what it
    needs beyond the document (see ``wiki.pages``). ``notes(ids)`` gives lists, searches and pickers
    a few words that tell each entry from others of its name, by id. ``hints(proposal)`` gives what
    looks odd about a proposed change (see ``wiki.hints``). ``search_facts(ids)`` gives the search engine
    what it knows of entries beside their names, ``found_with(ids)`` the keys of other entries
    that are found by the names of these. ``external_ids(ids)`` gives what other sites call them: by
    id, by the site's code; ``by_external_id(site, value)`` is the way back, the id or ``None``.
    ``linked_data(page, context)`` gives what programs read of a page, as nodes of schema.org, and
    ``sharing(page, context)`` what other sites show of it (``wiki.open_web``). ``quality`` is what can be
    missing (``wiki.quality``).
    """

    #: Fields that every entry has, changed by acts of their own (hide, merge), never by the form.
    SYSTEM_FIELDS = ("hidden", "merged_into")

    def __init__(
        self,
        model: Any,
        *,
        segment: str,
        fields: Iterable[str],
        parts: Iterable[Part],
        sections: Iterable[Section],
        names_part: str,
        search_parts: Iterable[str] = (),
        derive: Callable[[str, Document], dict[str, Any]] | None = None,
        page: Callable[[Any], dict[str, Any]] | None = None,
        notes: Callable[[list[int]], Mapping[int, str]] | None = None,
        hints: HintSource | None = None,
        search_facts: Callable[[list[int]], Mapping[int, SearchFacts]] | None = None,
        found_with: Callable[[list[int]], Iterable[str]] | None = None,
        external_ids: Callable[[list[int]], Mapping[int, Mapping[str, str]]] | None = None,
        by_external_id: Callable[[str, str], int | None] | None = None,
        linked_data: Callable[[Any, Mapping[str, Any]], list[dict[str, Any]]] | None = None,
        sharing: Callable[[Any, Mapping[str, Any]], Shared] | None = None,
        quality: Quality | None = None,
        **kwargs: Any,
    ) -> None:
        own = tuple(fields)
        super().__init__(model, fields=(*own, *self.SYSTEM_FIELDS), parts=parts, **kwargs)
        self.own_fields = own
        self.segment = segment
        self.sections = tuple(sections)
        self.names_part = names_part
        self.search_parts = tuple(search_parts)
        self._derive = derive
        self.page = page
        self.notes = notes
        self.hints = hints
        self.search_facts = search_facts
        self.found_with = found_with
        self.external_ids = external_ids
        self.by_external_id = by_external_id
        self.linked_data = linked_data
        self.sharing = sharing
        self.quality = quality

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The entry's own shape and its parts' at any depth, by name."""
        return {shape.name: shape for shape in self.walk()}

    def part(self, name: str) -> Part:
        """The part called ``name``. Raises ``KeyError``."""
        shape = self.shapes[name]
        if not isinstance(shape, Part):
            raise KeyError(name)
        return shape

    def section(self, name: str) -> Section | None:
        """The section called ``name``, if there is one."""
        return next((s for s in self.sections if s.name == name), None)

    def section_of(self, shape: Shape, name: str = "") -> Section | None:
        """The section that shows a field of this type, or the rows of one of its parts."""
        top = shape
        while isinstance(top, Part) and isinstance(top.parent, Part):
            top = top.parent
        if isinstance(top, Part):
            return next((s for s in self.sections if top.name in s.parts), None)
        return next((s for s in self.sections if name in s.fields), None)

    def url(self, pk: int | str, slug: str = "") -> str:
        """The address of an entry's page."""
        return f"/{self.segment}/{pk}-{slug}/" if slug else f"/{self.segment}/{pk}/"

    def derive(self, key: str, document: Document) -> dict[str, Any]:
        """The derived columns that follow from the document of the entry ``key``."""
        names = [
            fields
            for row, fields in document.items()
            if row.startswith(f"{self.names_part}:") and key in fields.values()
        ]
        names.sort(key=lambda n: (not n.get("display"), n.get("position") or 0))
        values = titles_of(names)
        if self._derive:
            values.update(self._derive(key, document))
        return values

    def search_names(self, document: Document) -> list[str]:
        """The texts by which search finds the entry, display name first, each once."""
        parts = (self.names_part, *self.search_parts)
        rows = [
            (parts.index(name), fields)
            for key, fields in document.items()
            if (name := key.partition(":")[0]) in parts and fields.get("text")
        ]
        # By what the rows say, not by where they stand: documents come in several orders.
        rows.sort(
            key=lambda r: (not r[1].get("display"), r[0], r[1].get("position") or 0, r[1]["text"])
        )
        return list(dict.fromkeys(fields["text"] for _part, fields in rows))


class Registry:
    """The entry types of the site, in the order in which they were declared."""

    def __init__(self) -> None:
        self._types: dict[str, EntryType] = {}
        self._shapes: dict[str, Shape] = {}

    def register(self, entry_type: EntryType) -> EntryType:
        """Add a type. Raises ``ValueError`` when one of its names is taken."""
        for name, shape in entry_type.shapes.items():
            if name in self._shapes:
                raise ValueError(f"{name} is declared twice")
            self._shapes[name] = shape
        self._types[entry_type.name] = entry_type
        return entry_type

    def __iter__(self) -> Iterator[EntryType]:
        return iter(self._types.values())

    def __getitem__(self, name: str) -> EntryType:
        return self._types[name]

    def __contains__(self, name: str) -> bool:
        return name in self._types

    def of(self, model: Any) -> EntryType:
        """The type declared for an entry model. Raises ``KeyError``."""
        return self._types[model._meta.model_name]

    def of_key(self, key: str) -> EntryType:
        """The type of the entry that ``key`` names. Raises ``KeyError``."""
        return self._types[key.partition(":")[0]]

    def by_segment(self, segment: str) -> EntryType | None:
        """The type whose addresses begin with ``segment``."""
        return next((t for t in self if t.segment == segment), None)

    def shape_of(self, key: str) -> Shape:
        """The shape of the row that ``key`` names. Raises ``KeyError``."""
        return self._shapes[key.partition(":")[0]]

    @property
    def shapes(self) -> dict[str, Shape]:
        """Every declared shape by name."""
        return self._shapes

    def referring(self, name: str) -> list[tuple[Shape, Field]]:
        """The shapes and fields that can point at rows called ``name``, without parents."""
        return [
            (shape, field)
            for shape in self._shapes.values()
            for field in shape.references
            if getattr(field, "target", "") == name
        ]

    def write_order(self) -> list[str]:
        """Shape names in an order in which rows can be created: what is pointed at comes first."""
        order: list[str] = []

        def visit(name: str) -> None:
            if name in order:
                return
            shape = self._shapes[name]
            for field in shape.columns:
                if isinstance(field, Reference) and field.target != name:
                    visit(field.target)
            order.append(name)

        for name in self._shapes:
            visit(name)
        return order


registry = Registry()
