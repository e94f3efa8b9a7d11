"""What a button, a menu or a form stands for, written into the 100 characters that the platform keeps for us.

The text is all there is: it must be understood after a restart, and by every later version.

    id        =  "v1" marks ":" command ":" [ part *( "&" part ) ]
    marks     =  any of "c" "f" "m" "p" "r" "s", in this order
                 c  arguments are named by their place in the command ("0"), for want of room
                 f  a form is filled in first
                 m  a menu: the chosen value is an argument too; with "f" it stands in the form's id
                 p  the answer is for everyone, not only for the one who pressed
                 r  the answer takes the place of the private message that the button is on
                 s  several values may be chosen from a menu; they are one argument, parted by commas
    part      =  name "=" value        an argument that is given; of a line of the form too, what it holds at first
              |  name "?" ["+"] ["-"]  a line of the form; "+": of several lines, "-": may stay empty
              |  name "*"              the argument that the menu's choice fills

    v1:system table:name=llama-2&definition=osaid 1.0
    v1f:system correct:name=llama-2&what?+&source?

In values "%", "&", control characters and blanks at either end are written as %XX. A command's arguments keep their
names and their order for as long as a message with a button for it may exist; new ones go to the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.refusals import Refusal
from bot.surfaces.commands.registry import Command
from bot.surfaces.discord.lengths import length
from bot.texts import _

LIMIT = 100
BUTTON = re.compile(r"v1(?P<marks>c?f?p?r?):(?P<command>[^:]+):(?P<parts>.*)", re.DOTALL)
MENU = re.compile(r"v1(?P<marks>c?f?mp?r?s?):(?P<command>[^:]+):(?P<parts>.*)", re.DOTALL)
_PART = re.compile(
    r"(?P<name>\w+)(?:=(?P<value>.*)|(?P<line>\?)(?P<long>\+?)(?P<optional>-?)|(?P<chosen>\*))", re.DOTALL
)


class Outdated(Refusal):
    """A button, menu or form that an older or newer version of the bot made."""

    def __init__(self) -> None:
        super().__init__(_("This button is from an older version of me; please ask again."))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form: the argument that it becomes."""

    argument: str
    long: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button does, or choosing from a menu: run a command.

    ``form`` is asked for first; an argument of it that is given too is what its line holds at first. ``chosen`` is the
    argument that a menu's choice fills; None for a button. ``replaces`` and ``several`` are as in a reply.
    """

    command: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    form: tuple[Line, ...] = ()
    chosen: str | None = None
    private: bool = True
    replaces: bool = False
    several: bool = False


def encode(press: Press, parameters: Sequence[str]) -> str | None:
    """Write it down.

    Args:
        parameters: The names of the command's arguments, in order.

    Returns:
        At most 100 characters; None if there is no room for it even in the compact form.
    """
    plain = _encoded(press, {name: name for name in parameters}, "")
    if length(plain) <= LIMIT:
        return plain
    compact = _encoded(press, {name: str(place) for place, name in enumerate(parameters)}, "c")
    return compact if length(compact) <= LIMIT else None


def _encoded(press: Press, names: Mapping[str, str], compact: str) -> str:
    said = {
        "f": bool(press.form),
        "m": press.chosen is not None,
        "p": not press.private,
        "r": press.replaces,
        "s": press.several,
    }
    marks = compact + "".join(mark for mark, holds in said.items() if holds)
    parts = [f"{names[name]}={_escaped(value)}" for name, value in press.arguments.items()]
    for line in press.form:
        parts.append(names[line.argument] + "?" + ("+" if line.long else "") + ("" if line.required else "-"))
    if press.chosen:
        parts.append(names[press.chosen] + "*")
    return f"v1{marks}:{press.command}:{'&'.join(parts)}"


def decode(text: str, commands: Mapping[str, Command]) -> Press:
    """Read it back.

    Raises:
        Outdated: It is not one of ours, or names a command or an argument that there no longer is.
    """
    match = BUTTON.fullmatch(text) or MENU.fullmatch(text)
    command = commands.get(match["command"]) if match else None
    if match is None or command is None:
        raise Outdated
    marks = match["marks"]
    press = _decoded(command, match["parts"], compact="c" in marks)
    press = replace(press, private="p" not in marks, replaces="r" in marks, several="s" in marks)
    if bool(press.form) != ("f" in marks) or bool(press.chosen) != ("m" in marks):
        raise Outdated
    return press


def _decoded(command: Command, text: str, *, compact: bool) -> Press:
    names = [parameter.name for parameter in command.parameters]
    known = {str(place) if compact else name: name for place, name in enumerate(names)}
    arguments: dict[str, str] = {}
    form: list[Line] = []
    chosen: str | None = None
    for part in text.split("&") if text else []:
        found = _PART.fullmatch(part)
        if found is None or found["name"] not in known:
            raise Outdated
        name = known[found["name"]]
        if found["value"] is not None:
            arguments[name] = _unescaped(found["value"])
        elif found["line"]:
            form.append(Line(name, bool(found["long"]), not found["optional"]))
        else:
            chosen = name
    return Press(command.name, arguments, tuple(form), chosen)


def _escaped(value: str) -> str:
    text = re.sub(r"[%&\x00-\x1f\x7f]", _hex, value)
    return re.sub(r"^ +| +$", lambda blanks: "%20" * len(blanks[0]), text)


def _hex(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _unescaped(text: str) -> str:
    return re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), text)
