"""People, as commands name them."""

from __future__ import annotations

import re

from bot.domain.actors import Actor
from bot.domain.refusals import Refusal
from bot.texts import _

_MENTION = re.compile(r"<@!?(\d{1,20})>|(\d{15,20})")
_PERSON = re.compile(r"discord:\d{1,20}|terminal:\w[\w.-]{0,80}")


def person_named(text: str, actor: Actor) -> str:
    """Somebody as they are stored: of a mention, of "discord:42" or "terminal:anna", or of a name of the terminal.

    Raises:
        Refusal: It is none of these.
    """
    found = text.strip()
    if match := _MENTION.fullmatch(found):
        return f"discord:{match[1] or match[2]}"
    if actor.id.startswith("terminal:") and _PERSON.fullmatch(f"terminal:{found.removeprefix('@')}"):
        return f"terminal:{found.removeprefix('@')}"
    if _PERSON.fullmatch(found):
        return found
    raise Refusal(_("“{text}” names nobody; mention the person (@…).").format(text=found[:100]))
