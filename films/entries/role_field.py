"""The role of a credit, typed in English, in Japanese or by its code."""

from __future__ import annotations

from films.role_terms import role_of
from films.roles import ROLES
from wiki.vocabulary_fields import Vocabulary


class RoleField(Vocabulary):
    """A role of the controlled list; the Japanese term is as good as the English one."""

    @property
    def list_id(self) -> str:
        return "list-roles"

    def suggestions(self) -> list[tuple[str, str]]:
        return [(str(role.label), role.japanese) for role in ROLES.values()]

    def synonym(self, text: str) -> str | None:
        return role_of(text)
