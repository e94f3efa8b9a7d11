"""What a command is: a typed function with a name, a role, and suggestions for its arguments."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.meetings.captured import Heard
from bot.domain.refusals import Forbidden, Refusal
from bot.surfaces import uploads
from bot.surfaces.replies import permalinks
from bot.surfaces.reply import Reply
from bot.surfaces.uploads import Upload
from bot.texts import _


def _silent(_text: str) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who runs a command, where, and on what.

    ``delivery`` is the platform's id of the request, so that one delivered twice changes things once; None where there
    is no such thing. ``place`` is the channel that it was asked in, as the outbox names channels, and ``guild`` what
    that is part of; None where there are none. ``thread`` says that it is a thread. ``pointed`` is the message that
    somebody pointed at, where a surface has a menu for that. ``file`` is what they handed over, where the command takes
    a file. ``tell`` shows whoever waits how far something slow is, where a surface can.
    """

    app: App
    actor: Actor
    delivery: str | None = None
    place: str | None = None
    guild: str | None = None
    thread: bool = False
    pointed: Heard | None = None
    file: Upload | None = None
    tell: Callable[[str], None] = _silent


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a surface may offer while somebody types."""

    label: str
    value: str


Suggest = Callable[[Context, str], Awaitable[list[Suggestion]]]
Offer = Callable[[Context, Mapping[str, str]], Awaitable[list[Suggestion]]]
Prefill = Callable[[Context, Mapping[str, str]], Awaitable[Mapping[str, str]]]
Heading = Callable[[Context, Mapping[str, str]], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a command.

    ``choices`` are its only values where its type is a closed set, else empty. ``suggest`` offers values for what
    has been typed so far; other values may be typed all the same. ``asked`` says that a surface with forms asks for
    it in one, in as many lines as it takes, when it is left out and so is the argument ``instead``, which may stand
    in its place; ``brief``, that one line will do, which may stay empty. ``several`` says that it names people, as
    many as it takes: a surface that knows roles of its own puts those who hold one in the place of the role.
    ``listed`` says that what is suggested for an empty text is all there is, so that a form can show a menu of it;
    the command itself refuses anything else. ``offer`` gives the values for a form by what the form is about, in place
    of all there are. A ``flag`` is said or not: "yes" or "no".
    """

    name: str
    description: str
    required: bool
    choices: tuple[str, ...] = ()
    suggest: Suggest | None = None
    asked: bool = False
    listed: bool = False
    instead: str | None = None
    several: bool = False
    brief: bool = False
    offer: Offer | None = None
    flag: bool = False

    async def offered(self, context: Context, given: Mapping[str, str]) -> tuple[Suggestion, ...]:
        """All its values, where they are listed; else nothing.

        Args:
            given: The arguments that are known when the form is opened.
        """
        if self.offer is not None:
            return tuple(await self.offer(context, given))
        return tuple(await self.suggest(context, "")) if self.listed and self.suggest is not None else ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command of every surface: "ask" or, in a group, "system show".

    ``private`` says that its answer is for the asker alone unless they say otherwise; ``sealed``, whatever they
    say. ``prefill`` gives, for the arguments known when a form is opened, what its lines hold to begin with;
    ``heading`` what stands above it. ``files`` says that files go with its answer, which the shell writes into a
    folder that is named. ``upload`` describes the file that it takes, if it takes one.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    role: Role
    slow: bool
    function: Callable[..., Awaitable[Reply]]
    types: Mapping[str, Any]
    prefill: Prefill | None = None
    private: bool = False
    heading: Heading | None = None
    sealed: bool = False
    files: bool = False
    upload: Parameter | None = None

    async def run(self, context: Context, arguments: Mapping[str, str | None]) -> Reply:
        """Run it with arguments as text.

        Raises:
            Forbidden: The actor lacks the role.
            Refusal: An argument is missing, unknown or not one of its choices; or the command refuses.
        """
        self.check(context.actor)
        if self.upload is not None and context.file is None:
            raise self._lacks(self.upload)
        reply = await self.function(context, **self._parsed(arguments))
        return permalinks.linked(reply, context.app.settings.record_url)

    def check(self, actor: Actor) -> None:
        """Refuse an actor who may not run it.

        Raises:
            Forbidden: The actor lacks the role.
        """
        if not actor.has(self.role):
            text = _("/{name} is for the role {role}.")
            raise Forbidden(text.format(name=self.name, role=self.role.value))

    def _parsed(self, arguments: Mapping[str, str | None]) -> dict[str, Any]:
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in arguments:
            if name not in known:
                raise Refusal(_("/{command} has no argument “{name}”.").format(command=self.name, name=name))
        given: dict[str, Any] = {}
        for parameter in self.parameters:
            text = (arguments.get(parameter.name) or "").strip()
            if not text:
                if parameter.required:
                    raise self._lacks(parameter)
                continue
            given[parameter.name] = self._value(parameter, text)
        return given

    def _lacks(self, parameter: Parameter) -> Refusal:
        message = _("/{command} needs {name}: {description}")
        return Refusal(message.format(command=self.name, name=parameter.name, description=parameter.description))

    def _value(self, parameter: Parameter, text: str) -> Any:
        if parameter.flag:
            return _said(parameter, text)
        if not parameter.choices:
            return text
        wanted = text.casefold().replace(" ", "_")
        for choice in parameter.choices:
            if wanted == choice.casefold().replace(" ", "_"):
                return self.types[parameter.name](choice)
        message = _("“{text}” is not a value of {name}; choose one of: {choices}.")
        raise Refusal(message.format(text=text, name=parameter.name, choices=", ".join(parameter.choices)))


def _said(parameter: Parameter, text: str) -> bool:
    """Whether a flag was said."""
    if text.casefold() in ("yes", "true", "1", "on"):
        return True
    if text.casefold() in ("no", "false", "0", "off"):
        return False
    message = _("“{text}” is not a value of {name}; say yes or no.")
    raise Refusal(message.format(text=text[:40], name=parameter.name))


def command(
    name: str,
    /,
    *,
    role: Role = Role.MEMBER,
    slow: bool = False,
    private: bool = False,
    sealed: bool = False,
    files: bool = False,
    upload: bool = False,
    asked: tuple[str, ...] = (),
    listed: tuple[str, ...] = (),
    offered: Mapping[str, Offer] | None = None,
    instead: Mapping[str, str] | None = None,
    several: tuple[str, ...] = (),
    brief: tuple[str, ...] = (),
    prefill: Prefill | None = None,
    heading: Heading | None = None,
    **suggestions: Suggest,
) -> Callable[[Callable[..., Awaitable[Reply]]], Command]:
    """Make a command of a typed function; its docstring is its help on every surface.

    Of a command with an ``upload`` the docstring describes the ``file`` too, which comes with the context.
    """

    def flags(parameter: str) -> dict[str, Any]:
        return {
            "asked": parameter in (*asked, *brief),
            "listed": parameter in (*listed, *(offered or {})),
            "offer": (offered or {}).get(parameter),
            "instead": (instead or {}).get(parameter),
            "several": parameter in several,
            "brief": parameter in brief,
        }

    def make(function: Callable[..., Awaitable[Reply]]) -> Command:
        kinds = _kinds(function)
        summary, parameters = _read(function, kinds, suggestions)
        parameters = tuple(replace(one, **flags(one.name)) for one in parameters)
        alone = private or sealed
        taken = _file(function) if upload else None
        return Command(
            name, summary, parameters, role, slow, function, kinds, prefill, alone, heading, sealed, files, taken
        )  # fmt: skip

    return make


def _file(function: Callable[..., Any]) -> Parameter:
    """The file that a command takes."""
    return Parameter(uploads.NAME, _help_of(function)[1][uploads.NAME], required=True)


def _kinds(function: Callable[..., Any]) -> dict[str, Any]:
    """The types of a function's arguments after the first."""
    hints = typing.get_type_hints(function)
    return {name: _bare(hints[name]) for name in list(inspect.signature(function).parameters)[1:]}


def _read(
    function: Callable[..., Any], kinds: Mapping[str, Any], suggestions: Mapping[str, Suggest]
) -> tuple[str, tuple[Parameter, ...]]:
    """What a function and its docstring say: its summary, and its arguments."""
    summary, described = _help_of(function)
    given = inspect.signature(function).parameters
    parameters = []
    for name, kind in kinds.items():
        choices = tuple(str(value) for value in kind) if issubclass(kind, StrEnum) else ()
        required = given[name].default is inspect.Parameter.empty
        flag = kind is bool
        parameters.append(Parameter(name, described[name], required, choices, suggestions.get(name), flag=flag))
    return summary, tuple(parameters)


def _bare(hint: Any) -> Any:
    """The type of an argument that may be left out: the part that is not None."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _help_of(function: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    text = inspect.getdoc(function) or ""
    summary = text.partition("\n")[0]
    described = dict(re.findall(r"^    (\w+): (.+)$", text, flags=re.MULTILINE))
    return summary, described
