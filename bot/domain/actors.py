"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an actor may do beyond what every member may."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    CURATOR = "curator"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on a surface; ``id`` is "surface:number" ("discord:42", "terminal:anna")."""

    id: str
    name: str
    roles: frozenset[Role] = frozenset({Role.MEMBER})

    def has(self, role: Role) -> bool:
        """Whether the actor has a role; everybody is a member."""
        return role is Role.MEMBER or role in self.roles
