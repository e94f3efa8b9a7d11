"""A person as far as their data goes: the id, and everything by which others write of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLATFORM = "discord:"
_DIRECT = "discord-user:"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data is asked about.

    ``names`` are those by which others wrote of them, as moderators say. Nobody says so of themselves: whoever takes
    the name of somebody else would see, or take away, what is theirs.
    """

    id: str
    names: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """How the account itself is written: the id, a mention, the address of their direct messages."""
        if not self.id.startswith(_PLATFORM):
            return (self.id,)
        number = self.id.removeprefix(_PLATFORM)
        return (self.id, f"<@{number}>", f"<@!{number}>", f"{_DIRECT}{number}")

    def mentioned(self, text: str) -> bool:
        """Whether the account stands in a text, and not merely a longer one that begins alike."""
        return any(re.search(rf"(?<![\w-]){re.escape(one)}(?!\w)", text) for one in self.spellings)

    def meant(self, text: str) -> bool:
        """Whether a text that names one person means this one: by the account, or by one of the names."""
        said = " ".join(text.split()).casefold()
        return self.mentioned(text) or any(said == " ".join(name.split()).casefold() for name in self.names)
