"""A reply that every surface can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words. Every row has as many cells as there are headings; the first column names the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Marking(StrEnum):
    """Which words at the beginning of a cell are marks: findings and verdicts, or the outcomes of a poll."""

    FINDINGS = "findings"
    OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Picture:
    """A table drawn as a picture, for surfaces that can show one; made only when it is shown.

    ``description`` says in words what it shows. ``marked_column`` is the one whose cells that begin with a finding or a
    verdict ("met", "unmet", "unknown", "conformant" …) are drawn with a sign and a shade as well, a negative number
    every column but the first; meaning is never in colour alone. ``marking`` says which words those are.
    """

    title: str
    description: str
    table: Table
    marked_column: int
    marking: Marking = Marking.FINDINGS


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words to show for it; http or https only."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Field:
    """A line to fill in a form: the argument of the command that it becomes."""

    argument: str
    label: str
    placeholder: str = ""
    long: bool = False
    required: bool = True
    limit: int = 1000


@dataclass(frozen=True, slots=True)
class Button:
    """A button: it runs the command that typing would run, with these arguments.

    ``fields`` are asked for in a form first; what is typed there joins the arguments. ``private`` answers are for the
    one who pressed alone. ``hints`` are arguments that spare somebody typing: a surface that has no room for them
    leaves them out. ``replaces`` lets a private answer take the place of the private message that the button is on.
    """

    label: str
    command: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    private: bool = True
    hints: Mapping[str, str] = field(default_factory=dict)
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu: what it shows, the value it gives the command, and whether it is chosen already."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: choosing an option runs the command with it as the value of one argument.

    ``fields`` are asked for in a form first, as with a button; ``hints`` and ``replaces`` are as there. Of a menu with
    ``several`` any number may be chosen; the values come in one argument, parted by commas.
    """

    placeholder: str
    command: str
    argument: str
    options: tuple[Option, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply, for surfaces that can hand one over."""

    name: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command gives back.

    ``text`` is plain Markdown (paragraphs, lists, bold, links); what people wrote stands in it escaped. ``footer``
    is the small print under it. ``pings`` are people whom a message that the bot sends of its own accord calls.
    ``record`` is where the public record shows what it is about, from the record's root; empty: nowhere.
    ``found`` is False when the asked-for system is not known or the name is ambiguous: the shell then ends with
    status 3.
    """

    title: str
    text: str
    table: Table | None = None
    picture: Picture | None = None
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()
    menus: tuple[Menu, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    footer: str = ""
    pings: tuple[str, ...] = ()
    record: str = ""
    found: bool = True
