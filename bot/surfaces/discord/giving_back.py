"""What a person typed, given back where it is refused: in the message, and in a file what does not fit there."""

from __future__ import annotations

import io
from collections.abc import Iterable

import discord

from bot.surfaces.discord.lengths import cut
from bot.texts import _

# So many letters of what somebody typed fit into a message beside the refusal; more goes into a file of this name.
GIVEN_BACK = 1700
_WRITTEN = "what-you-wrote.txt"


def given_back(text: str, typed: Iterable[str]) -> str:
    """A refusal with what the person typed, so that it is not lost."""
    written = "\n\n".join(value for value in typed if value).replace("```", "'''")
    if not written:
        return text
    return cut(text, 250) + " " + _("This is what you wrote:") + f"\n```\n{cut(written, GIVEN_BACK)}\n```"


def whole_of(typed: Iterable[str]) -> discord.File | None:
    """What a person typed, as a file, where it is too long to be given back in a message; None where it is not."""
    written = "\n\n".join(value for value in typed if value)
    return discord.File(io.BytesIO(written.encode()), _WRITTEN) if len(written) > GIVEN_BACK else None
