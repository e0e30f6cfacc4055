"""Reading credits as they are printed or typed: a block of text becomes credits to confirm.

    Director: Koji Morimoto (Magnetic Rose), Tensai Okamura
    監督：大友克洋、森本晃司
    原画　井上俊之　沖浦啓之
    Yoko Kanno - Music

A role may stand on a line above its names, a segment on a line above its credits. What is not
understood is handed back with a reason. Pure: segments are given, nobody is looked up
(``films.credit_rows`` does that).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.credit_lines import (
    HAS_JAPANESE,
    PERHAPS,
    SURE,
    TAB,
    Piece,
    cleaned,
    ends_open,
    is_balanced,
    parts_of,
    piece_of,
    pieces_of,
    split_at,
    without_bullet,
)
from films.credit_segments import WHOLE, Segments
from films.role_terms import role_of
from films.roles import OTHER

#: No more lines than these are read at once.
MOST_LINES = 200
LONGEST_ROLE, LONGEST_NAME, LONGEST_NOTE = 120, 200, 300
_AS = re.compile(r"^(?:credited |billed )?as (.+)\Z|^(.+)名義\Z", re.IGNORECASE)


class Reason(models.TextChoices):
    """Why a line could not be read."""

    NO_ROLE = "no_role", _("No role stands before the names, nor on a line above them.")
    NO_NAME = "no_name", _("Nobody is named with this.")
    NO_KNOWN_ROLE = "no_known_role", _("Neither side is a role that we know: write “Role: name”.")
    ADDRESS = "address", _("This holds a web address.")
    BRACKETS = "brackets", _("A bracket is opened or closed, and its other half is missing.")
    TOO_LONG = "too_long", _("This is too long for a role, a name or a note.")


@dataclass(frozen=True)
class PrintedCredit:
    """One credit of a text. ``printed`` is the role's own term; ``segment`` is a key or ``WHOLE``."""

    line: int
    role: str
    printed: str
    name: str
    credited_as: str = ""
    segment: str = WHOLE
    note: str = ""

    @property
    def role_text(self) -> str:
        """The role as printed, where the list has none that fits."""
        return self.printed if self.role == OTHER else ""


@dataclass(frozen=True)
class UnreadLine:
    """A line that was not understood, or what of it was not."""

    number: int
    text: str
    reason: Reason


@dataclass
class Reading:
    """What a text says, what of it is not understood, and what is left for another time."""

    credits: list[PrintedCredit] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    #: Headings that stand above what is left.
    above: list[str] = field(default_factory=list)

    @property
    def remainder(self) -> str:
        """What is to stay in the control that the text was typed into."""
        return "\n".join([*(line.text for line in self.unread), *self.above, *self.later])


@dataclass(frozen=True)
class _Roles:
    """Roles that stand together, with what the brackets behind them say of all their names."""

    codes: tuple[tuple[str, str], ...]
    segments: tuple[str, ...] = ()
    note: str = ""

    @property
    def known(self) -> bool:
        return all(code != OTHER for code, _printed in self.codes)


@dataclass
class _Heading:
    """A line whose names stand below it."""

    number: int
    text: str
    roles: _Roles | None
    used: bool = False


def read(text: str, segments: Segments | None = None) -> Reading:
    """Read a block of credits. Never raises; every name is in a credit or in the remainder."""
    reader = _Reader(segments or Segments())
    lines = [cleaned(line) for line in text.splitlines()]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    end = filled[MOST_LINES] if len(filled) > MOST_LINES else len(lines)
    for number, line in enumerate(lines[:end], start=1):
        reader.line(number, line)
    if end < len(lines):
        reader.reading.later, reader.reading.above = lines[end:], reader.above()
    reader.close()
    return reader.reading


class _Reader:
    """Reads line by line. ``heading`` is the role above, ``last`` the roles of the line before."""

    def __init__(self, segments: Segments) -> None:
        self.segments = segments
        self.reading = Reading()
        self.heading: _Heading | None = None
        self.scope: _Heading | None = None
        self.scope_key = WHOLE
        self.last: _Roles | None = None
        self.goes_on = False

    def line(self, number: int, raw: str) -> None:
        """Read one line."""
        line = without_bullet(raw)
        if not line:
            if raw.strip():
                self._refuse(number, raw, Reason.NO_NAME)
            elif self.heading and self.heading.used:
                self.heading = None
            self.last = None
            return None
        if "://" in line:
            return self._refuse(number, raw, Reason.ADDRESS)
        if not is_balanced(line):
            return self._refuse(number, raw, Reason.BRACKETS)
        if self._opens(number, line):
            return None
        goes_on = self.last if self.goes_on or raw[:1].isspace() else None
        self._credits(number, line, goes_on or (self.heading.roles if self.heading else None))
        self.goes_on = ends_open(line)
        return None

    def above(self) -> list[str]:
        """The headings that the next line would stand below."""
        return [part.text for part in (self.scope, self.heading) if part and part.used]

    def close(self) -> None:
        """Hand back headings below which nobody stands."""
        self._open(None)
        self._enter(None, WHOLE)
        self.reading.unread.sort(key=lambda line: line.number)

    def _opens(self, number: int, line: str) -> bool:
        """Whether the line is a heading: a segment, or a role whose names follow."""
        marked = line.rstrip(" \t\u3000:：…‥・.―─—=＝")
        named = piece_of(marked)
        segments = self.segments.named(marked) or (
            self.segments.named(named.brackets[0])
            if len(named.brackets) == 1 and not named.text
            else ()
        )
        if len(segments) == 1:
            self._open(None)
            self._enter(_Heading(number, line, None), segments[0])
            return True
        inside = named.brackets[0] if len(named.brackets) == 1 and not named.text else marked
        roles = self._roles(inside) if inside else None
        if roles is None and line != marked and line[-1] in ":：" and named.text:
            roles = self._any_role(marked)
        if roles is None:
            return False
        self._open(_Heading(number, line, roles))
        return True

    def _open(self, heading: _Heading | None) -> None:
        if self.heading and not self.heading.used:
            self._refuse(self.heading.number, self.heading.text, Reason.NO_NAME)
        self.heading, self.last, self.goes_on = heading, None, False

    def _enter(self, scope: _Heading | None, key: str) -> None:
        if self.scope and not self.scope.used:
            self._refuse(self.scope.number, self.scope.text, Reason.NO_NAME)
        self.scope, self.scope_key = scope, key

    def _credits(self, number: int, line: str, above: _Roles | None) -> None:
        """Read a line of names, with their role before them, behind them, or above."""
        split = self._split(line, above)
        if isinstance(split, Reason):
            return self._refuse(number, line, split)
        roles, names, own = split
        if own:
            self._open(None)
        self.last = roles
        if any(code == OTHER and len(term) > LONGEST_ROLE for code, term in roles.codes):
            return self._refuse(number, line, Reason.TOO_LONG)
        pieces = pieces_of(names)
        pieces = self._shared(pieces)
        if not pieces:
            return self._refuse(number, line, Reason.NO_NAME)
        before = len(self.reading.credits)
        for piece in pieces:
            self._credit(number, roles, piece)
        if len(self.reading.credits) > before:
            for heading in (self.scope, None if own else self.heading):
                if heading:
                    heading.used = True
        return None

    def _split(self, line: str, above: _Roles | None) -> tuple[_Roles, str, bool] | Reason:
        """The roles and the names of a line, and whether the roles are its own; or why not."""
        for pattern in SURE:
            parts = split_at(pattern, line)
            if parts:
                return self._sides(*parts, sure=True) or Reason.NO_KNOWN_ROLE
        dashed = False
        for pattern in PERHAPS:
            parts = split_at(pattern, line)
            if parts is None:
                continue
            found = self._sides(*parts, sure=pattern is TAB and above is None)
            if found:
                return found
            dashed = dashed or pattern is PERHAPS[1]
        spoken = self._spoken(line) if above is None or HAS_JAPANESE.search(line) else None
        if spoken:
            return spoken
        if above is None:
            return Reason.NO_KNOWN_ROLE if dashed else Reason.NO_ROLE
        return above, line, False

    def _sides(self, left: str, right: str, *, sure: bool) -> tuple[_Roles, str, bool] | None:
        """Which side is the role: the left one if it is known, or if it must be one."""
        roles = self._roles(left)
        if roles:
            return roles, right, True
        roles = self._roles(right)
        if roles:
            return roles, left, True
        return (self._any_role(left), right, True) if sure else None

    def _spoken(self, line: str) -> tuple[_Roles, str, bool] | None:
        """A role and a name with nothing but a space between them: "Directed by Koji Morimoto"."""
        words = line.split(" ")
        for count in range(min(5, len(words) - 1), 0, -1):
            roles = self._roles(" ".join(words[:count]))
            if roles:
                return roles, " ".join(words[count:]), True
        return None

    def _roles(self, text: str) -> _Roles | None:
        """The roles that a text names, if it names nothing else."""
        whole = role_of(text)
        if whole:
            return _Roles(((whole, text.strip()),))
        piece = piece_of(text)
        if not piece.text:
            return None
        codes = _known_roles(piece.text)
        return self._with_brackets(codes, piece) if codes else None

    def _any_role(self, text: str) -> _Roles:
        piece = piece_of(text)
        if not piece.text:
            return _Roles(((OTHER, text.strip()),))
        return self._with_brackets(((OTHER, piece.text),), piece)

    def _with_brackets(self, codes: tuple[tuple[str, str], ...], piece: Piece) -> _Roles:
        segments, notes = self._told(piece.brackets)
        return _Roles(codes, segments, "; ".join(notes))

    def _told(self, brackets: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """The segments that brackets name, and what else they say."""
        segments: tuple[str, ...] = ()
        notes = []
        for text in brackets:
            found = self.segments.named(text)
            segments += found
            if not found:
                notes.append(text)
        return tuple(dict.fromkeys(segments)), notes

    def _shared(self, pieces: list[Piece]) -> list[Piece]:
        """A segment in brackets that ends a list of names is that of all of them."""
        if len(pieces) < 2 or any(piece.brackets for piece in pieces[:-1]):
            return pieces
        brackets = pieces[-1].brackets
        if not brackets or not all(self.segments.named(text) for text in brackets):
            return pieces
        return [replace(piece, brackets=brackets) for piece in pieces]

    def _credit(self, number: int, roles: _Roles, piece: Piece) -> None:
        segments, told = self._told(piece.brackets)
        name, credited_as, notes = piece.text, "", []
        for text in told:
            printed = _AS.match(text)
            if printed and not credited_as:
                credited_as = (printed.group(1) or printed.group(2)).strip()
            else:
                notes.append(text)
        note = "; ".join(filter(None, [roles.note, *notes]))
        short = max(len(name), len(credited_as)) <= LONGEST_NAME and len(note) <= LONGEST_NOTE
        if not short or not any(char.isalnum() for char in name):
            reason = Reason.NO_NAME if short else Reason.TOO_LONG
            return self._refuse(number, _retold(roles, piece), reason)
        for segment in segments or roles.segments or (self.scope_key,):
            for role, printed_role in roles.codes:
                self.reading.credits.append(
                    PrintedCredit(number, role, printed_role, name, credited_as, segment, note)
                )
        return None

    def _refuse(self, number: int, text: str, reason: Reason) -> None:
        self.reading.unread.append(UnreadLine(number, text.strip(), reason))


def _known_roles(text: str) -> tuple[tuple[str, str], ...]:
    """The roles that a text names: one, or several with commas or dots between; else nothing."""
    whole = role_of(text)
    if whole:
        return ((whole, text.strip()),)
    parts = [part for piece in parts_of(text) for part in piece.split("・") if part.strip()]
    codes = tuple((role_of(part) or "", part.strip()) for part in parts)
    return codes if len(codes) > 1 and all(code for code, _term in codes) else ()


def _retold(roles: _Roles, piece: Piece) -> str:
    """A part of a line that is handed back alone, so that it can be read again."""
    role = ", ".join(printed for _code, printed in roles.codes)
    return f"{role}: {piece.text}" + "".join(f" ({text})" for text in piece.brackets)
