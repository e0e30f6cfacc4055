"""Credits read from a text as rows of the film's form: who is meant, in which segment, what is new.

All names are looked up at once. A name that one person bears is that person, also with family and
given name the other way round; one that several bear is to be chosen; one that nobody bears is a new
person, proposed with the edit. What companies do becomes a company's credit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from films.credit_segments import Segments
from films.credit_text import PrintedCredit
from films.models import CompanyRole
from wiki.changesets import Document
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.folding import fold_romaji
from wiki.forms.edit import EditForm, input_of
from wiki.forms.references import NEW
from wiki.forms.tools import NewRow
from wiki.search import Candidate, namesakes

#: What companies do as well as people, and what only companies do.
_COMPANY_ROLES = {
    "animation_production": CompanyRole.ANIMATION,
    "production": CompanyRole.PRODUCTION,
    "planning": CompanyRole.PLANNING,
    "cooperation": CompanyRole.COOPERATION,
}
_COMPANIES_ONLY = ("animation_production",)
#: What is compared to find a credit that is there already.
_SAID = ("role", "role_text", "segment", "company", "company.text", "person", "person.text",
         "credited_as")  # fmt: skip
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_ROW = re.compile(r"(credit|companycredit):(\d{1,18}|new\w{1,40})\Z", re.ASCII)


@dataclass
class Filled:
    """The rows of a text, and what is to be said about them."""

    rows: list[NewRow] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    there: int = 0


def segments_in(form: EditForm) -> Segments:
    """The segments by number and names, as the form has them by now."""
    return Segments.of(
        (key, number, names) for key, (number, names) in _segments(form.start, form).items()
    )


def rows_of(printed: Iterable[PrintedCredit], form: EditForm) -> Filled:
    """Rows for what is printed, without those that the form has already."""
    wanted = list(printed)
    people, companies = _look_up(wanted)
    filled, there = Filled(), _there(form)
    for credit in wanted:
        candidates = people[credit.name]
        firm = _firm(credit, candidates, companies[credit.name])
        row = _company_row(credit, firm) if firm else _person_row(credit, candidates)
        said = _identity(row.part, row.values)
        if said in there:
            filled.there += 1
            continue
        there.add(said)
        filled.rows.append(row)
        for name in {"person", "company"} & row.values.keys():
            if row.values[name].startswith(NEW) and credit.name not in filled.proposed:
                filled.proposed.append(credit.name)
        if row.candidates and credit.name not in filled.doubtful:
            filled.doubtful.append(credit.name)
    return filled


Found = dict[str, Sequence[Candidate]]


def _look_up(wanted: list[PrintedCredit]) -> tuple[Found, Found]:
    """The people and the companies that bear each name; a name as it is written comes first."""
    names = {credit.name for credit in wanted}
    firms = {credit.name for credit in wanted if credit.role in _COMPANY_ROLES}
    found = namesakes(
        {
            "person": {form for name in names for form in _orders(name)},
            "company": {fold_romaji(name) for name in firms},
        }
    )
    people: Found = {}
    for name in names:
        hits = (found.get(("person", form), []) for form in _orders(name))
        people[name] = next(filter(None, hits), [])
    companies: Found = {name: found.get(("company", fold_romaji(name)), []) for name in names}
    return people, companies


def _orders(name: str) -> list[str]:
    """A folded name, and with its last or first word at the other end."""
    folded = fold_romaji(name)
    words = folded.split(" ")
    if len(words) not in (2, 3):
        return [folded]
    turned = (" ".join([words[-1], *words[:-1]]), " ".join([*words[1:], words[0]]))
    return list(dict.fromkeys([folded, *turned]))


@dataclass(frozen=True)
class _Firm:
    role: str
    key: str
    title: str


def _firm(
    credit: PrintedCredit, people: Sequence[Candidate], companies: Sequence[Candidate]
) -> _Firm | None:
    """The company that a credit is of, rather than a person's."""
    role = _COMPANY_ROLES.get(credit.role)
    if role is None or people or credit.credited_as:
        return None
    if len(companies) == 1:
        return _Firm(role, companies[0].key, companies[0].shown.title)
    if credit.role in _COMPANIES_ONLY:
        return _Firm(role, f"{NEW}{credit.name}", credit.name)
    return None


def _company_row(credit: PrintedCredit, firm: _Firm) -> NewRow:
    values = {
        "role": firm.role,
        "company": firm.key,
        "company.text": firm.title,
        "segment": credit.segment,
        "note": credit.note,
    }
    return NewRow("companycredit", values)


def _person_row(credit: PrintedCredit, candidates: Sequence[Candidate]) -> NewRow:
    person, text, printed = f"{NEW}{credit.name}", credit.name, credit.credited_as
    doubtful: dict[str, Sequence[Label]] = {}
    if len(candidates) == 1:
        person, text = candidates[0].key, candidates[0].shown.title
        printed = printed or _printed(credit.name, candidates[0])
    elif candidates:
        person, doubtful = "", {"person": candidates}
    role = registry.shapes["credit"].fields["role"]
    values = {
        "role": input_of(role, credit.role),
        "person": person,
        "person.text": text,
        "credited_as": printed,
        "segment": credit.segment,
        "role_text": credit.role_text,
        "note": credit.note,
    }
    return NewRow("credit", values, doubtful)


def _printed(name: str, person: Candidate) -> str:
    """The name as printed, where it is none of those that the person's page goes by."""
    known = {_plain(text) for text in person.names}
    known |= {_plain(form) for text in person.names for form in _turned(text)}
    return "" if _plain(name) in known else name


def _turned(name: str) -> list[str]:
    words = name.split(" ")
    return [" ".join([words[-1], *words[:-1]]), " ".join([*words[1:], words[0]])]


def _plain(text: str) -> str:
    """A name without what is no other spelling: case, width, macrons, spaces of Japanese names."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text)))
    return " ".join(text.split()) if text.isascii() else "".join(text.split())


def _there(form: EditForm) -> set[tuple[str, ...]]:
    """What the form says already, in rows that are not to be removed."""
    said = set()
    for key in form.data.getlist("rows"):
        if not _ROW.match(key) or form.data.get(f"{key}.delete"):
            continue
        part = key.partition(":")[0]
        said.add(_identity(part, {n: form.data.get(f"{key}.{n}", "") for n in _SAID}))
    return said


def _identity(part: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a credit the same as another: its role, who, and where."""
    who = "person" if part == "credit" else "company"
    key = values.get(who, "")
    name = values.get(f"{who}.text", "") or values.get("credited_as", "")
    if key.startswith(NEW) or not key:
        key = fold_romaji(name)
    text = fold_romaji(values.get("role_text", ""))
    return (part, fold_romaji(values.get("role", "")), text, key, values.get("segment", ""))


def _segments(document: Document, form: EditForm) -> dict[str, tuple[int | None, list[str]]]:
    """Number and names of each segment: those of the document, and what was typed since."""
    numbers: dict[str, int | None] = {}
    names: dict[str, list[str]] = {}
    for key, fields in document.items():
        if key.startswith("segment:"):
            numbers[key] = fields.get("number")
        elif key.startswith("segmentname:"):
            names.setdefault(fields["segment"], []).append(fields.get("text") or "")
    for key in form.data.getlist("rows"):
        typed = form.data.get(f"{key}.number", "").strip()
        if key.startswith("segment:") and typed.isascii() and typed.isdigit():
            numbers[key] = int(typed[:6])
        elif key.startswith("segmentname:"):
            segment = form.data.get(f"{key}.segment", "")
            names.setdefault(segment, []).append(form.data.get(f"{key}.text", ""))
    return {key: (number, names.get(key, [])) for key, number in numbers.items()}
