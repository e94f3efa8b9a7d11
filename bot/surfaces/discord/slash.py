"""Slash commands and the menu on messages, made from the table of commands."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice

from bot.domain.actors import Role
from bot.domain.refusals import Refusal
from bot.surfaces.commands.registry import Command, Parameter
from bot.surfaces.discord.answering import Answering, Request
from bot.surfaces.discord.controls import form
from bot.surfaces.discord.custom_ids import Line, Press
from bot.surfaces.discord.giving_back import given_back, whole_of
from bot.surfaces.discord.lengths import cut, length
from bot.texts import _

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_PRIVATE_OPTION = "private"
# What is as long as this is given back where the command is refused: nobody should have to type it again.
_LONG = 60


class Tree(app_commands.CommandTree[Any]):
    """The commands as Discord shows them."""

    def __init__(self, client: discord.Client, answering: Answering, guilds: Iterable[int]) -> None:
        everywhere = AppCommandContext(guild=True, dm_channel=True, private_channel=False)
        installed = AppInstallationType(guild=True, user=False)
        super().__init__(client, allowed_contexts=everywhere, allowed_installs=installed)
        self._answering = answering
        self.guilds = tuple(discord.Object(id_) for id_ in guilds)
        for made in _slash_commands(answering):
            if self.guilds:
                self.add_command(made, guilds=self.guilds)
            else:
                self.add_command(made)
        for menu in (_claim_menu, _correction_menu, _minutes_menu, _off_menu, _decision_menu, _evidence_menu):
            self._add_menu(menu(answering))

    def _add_menu(self, made: app_commands.ContextMenu) -> None:
        """Add a menu of messages.

        The library refuses a sixth; Discord takes fifteen.
        Source: Discord documentation, "Application Commands", "Registering a Command", read 2026-11-21.
        """
        places: list[int | None] = [guild.id for guild in self.guilds] or [None]
        for place in places:
            self._context_menus[(made.name, place, made.type.value)] = made

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer when a command is not as Discord still shows it; everything else ends in the answering itself."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            text = _("This command has changed. Restart Discord (Ctrl+R on a computer) and enter it again.")
            await self._answering.say_privately(interaction, text)
        else:
            await self._answering.failed(interaction, error, "a command")


def _slash_commands(answering: Answering) -> Iterable[app_commands.Command[Any, ..., None] | app_commands.Group]:
    groups: dict[str, list[Command]] = {}
    for command in answering.commands.values():
        first, _space, rest = command.name.partition(" ")
        groups.setdefault(first, []).append(command)
        if not rest:
            yield _slash(answering, command, first)
    for name, commands in groups.items():
        grouped = [command for command in commands if " " in command.name]
        if grouped:
            yield _group(answering, name, grouped)


def _group(answering: Answering, name: str, commands: Sequence[Command]) -> app_commands.Group:
    """The commands that begin with a word or two; those of three words are in a group of the group."""
    rests = {command.name.removeprefix(f"{name} "): command for command in commands}
    last = name.rpartition(" ")[2]
    actions = ", ".join(dict.fromkeys(rest.partition(" ")[0] for rest in rests))
    group = app_commands.Group(name=last, description=cut(f"{last.capitalize()}: {actions}", 100))
    for inner in dict.fromkeys(rest.partition(" ")[0] for rest in rests if " " in rest):
        several = [command for rest, command in rests.items() if rest.startswith(f"{inner} ")]
        group.add_command(_group(answering, f"{name} {inner}", several))
    for rest, command in rests.items():
        if " " not in rest:
            group.add_command(_slash(answering, command, rest))
    return group


def _slash(answering: Answering, command: Command, name: str) -> app_commands.Command[Any, ..., None]:
    usually_private = command.private

    async def run(interaction: Interaction, **given: Any) -> None:
        private = given.pop(_PRIVATE_OPTION, None)
        file = given.pop(command.upload.name) if command.upload else None
        given |= {p.name: "yes" if given.get(p.name) else None for p in command.parameters if p.flag}
        typed = tuple(value for value in given.values() if isinstance(value, str) and len(value) >= _LONG)
        request = Request(command, given, usually_private if private is None else private, typed, file=file)
        if not await _asked_back(answering, interaction, request):
            await answering.interaction(interaction, request)

    run.__signature__ = inspect.Signature(_signature(command))  # type: ignore[attr-defined]
    taken = (command.upload,) if command.upload else ()
    described = {parameter.name: cut(parameter.description, 100) for parameter in (*taken, *command.parameters)}
    if not command.sealed:
        described[_PRIVATE_OPTION] = (
            _("Only you see the answer") if not usually_private else _("No: everyone sees the answer")
        )
    app_commands.describe(**described)(run)
    app_commands.choices(**{p.name: _choices(p.choices) for p in command.parameters if p.choices})(run)
    suggesting = {p.name: _suggesting(answering, command, p) for p in command.parameters if p.suggest and not p.choices}
    app_commands.autocomplete(**suggesting)(run)
    return app_commands.Command(name=name, description=cut(command.summary, 100), callback=run)


async def _asked_back(answering: Answering, interaction: Interaction, request: Request) -> bool:
    """Ask in a form for what was left out, where the command wants that; says whether it did."""
    command = request.command
    given = {name: value for name, value in request.arguments.items() if value}
    unsaid = [p for p in command.parameters if p.asked and p.name not in given]
    lines = tuple(Line(p.name, long=not p.brief, required=not p.brief) for p in unsaid if p.instead not in given)
    press = Press(command.name, given, lines, private=request.private)
    if not lines:
        return False
    try:
        held = await _held(answering, interaction, command, given)
        await interaction.response.send_modal(form(press, command, held))
    except Refusal as refusal:
        await answering.say_privately(
            interaction, given_back(str(refusal), request.typed), file=whole_of(request.typed)
        )  # fmt: skip
    except discord.HTTPException as error:
        await answering.failed(interaction, error, command.name)
    return True


async def _held(
    answering: Answering, interaction: Interaction, command: Command, given: Mapping[str, str]
) -> Mapping[str, str]:
    """What the lines of a form hold at first; nobody fills in a form who may not hand it in."""
    if command.prefill is None and command.role is Role.MEMBER:
        return {}
    context = await answering.context(interaction, command)
    command.check(context.actor)
    return await command.prefill(context, given) if command.prefill is not None else {}


def _signature(command: Command) -> list[inspect.Parameter]:
    """What the library makes options of: texts, flags, a file; and one more that says who may read the answer."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    made = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)]
    if command.upload:
        made.append(inspect.Parameter(command.upload.name, keyword, annotation=discord.Attachment))
    for parameter in sorted(command.parameters, key=lambda parameter: not _is_required(parameter)):
        if _is_required(parameter):
            made.append(inspect.Parameter(parameter.name, keyword, annotation=str))
        else:
            kind = bool | None if parameter.flag else str | None
            made.append(inspect.Parameter(parameter.name, keyword, annotation=kind, default=None))
    if not command.sealed:
        made.append(inspect.Parameter(_PRIVATE_OPTION, keyword, annotation=bool | None, default=None))
    return made


def _is_required(parameter: Parameter) -> bool:
    """Whether the platform shall ask for it; what the bot asks for in a form may be left out."""
    return parameter.required and not parameter.asked


def _choices(values: Iterable[str]) -> list[Choice[str]]:
    return [Choice(name=value.replace("_", " "), value=value) for value in values]


def _suggesting(
    answering: Answering, command: Command, parameter: Parameter
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]:
    async def suggest(interaction: Interaction, typed: str) -> list[Choice[str]]:
        if parameter.suggest is None:
            return []
        try:
            suggestions = await parameter.suggest(await answering.context(interaction, command), typed)
        except Refusal:
            return []
        fitting = [suggestion for suggestion in suggestions if 0 < length(suggestion.value) <= 100]
        return [Choice(name=cut(s.label or s.value, 100), value=s.value) for s in fitting[:25]]

    return suggest


def _text_of(message: discord.Message) -> str:
    """The text of a message, or of the one it passes on."""
    forwarded = [snapshot.content for snapshot in message.message_snapshots]
    return (message.content or "\n".join(forwarded)).strip()


def _correction_menu(answering: Answering) -> app_commands.ContextMenu:
    async def propose(interaction: Interaction, message: discord.Message) -> None:
        text = _text_of(message)
        if not text:
            await answering.say_privately(interaction, _("There is no text in that message that names a system."))
            return
        found = re.search(r"https?://[^\s<>]+", text)
        arguments = {"name": text, "source": found[0].rstrip(".,;:!?)]}*'\"”’") if found else message.jump_url}
        await answering.interaction(interaction, Request(answering.commands["system correct"], arguments, private=True))

    return app_commands.ContextMenu(name=_("Propose a correction"), callback=propose)


def _claim_menu(answering: Answering) -> app_commands.ContextMenu:
    async def check(interaction: Interaction, message: discord.Message) -> None:
        text = _text_of(message)
        if text:
            await answering.interaction(
                interaction, Request(answering.commands["ask"], {"question": text}, private=True)
            )
        else:
            await answering.say_privately(interaction, _("There is no text in that message that I could check."))

    return app_commands.ContextMenu(name=_("Check this claim"), callback=check)


def _minutes_menu(answering: Answering) -> app_commands.ContextMenu:
    async def add(interaction: Interaction, message: discord.Message) -> None:
        request = Request(answering.commands["townhall add"], {}, private=True, pointed=message)
        await answering.interaction(interaction, request)

    return app_commands.ContextMenu(name=_("Add to minutes"), callback=add)


def _off_menu(answering: Answering) -> app_commands.ContextMenu:
    async def take_off(interaction: Interaction, message: discord.Message) -> None:
        arguments = {"message": f"discord:{message.id}"}
        await answering.interaction(interaction, Request(answering.commands["townhall off"], arguments, private=True))

    return app_commands.ContextMenu(name=_("Take off the record"), callback=take_off)


def _decision_menu(answering: Answering) -> app_commands.ContextMenu:
    async def log_decision(interaction: Interaction, message: discord.Message) -> None:
        request = Request(answering.commands["decision log"], {"message": _place_of(message)}, private=True)
        if not await _asked_back(answering, interaction, request):
            await answering.interaction(interaction, request)

    return app_commands.ContextMenu(name=_("Log as decision"), callback=log_decision)


def _evidence_menu(answering: Answering) -> app_commands.ContextMenu:
    async def add(interaction: Interaction, message: discord.Message) -> None:
        arguments = {"message": _place_of(message)}
        request = Request(answering.commands["decision evidence"], arguments, private=True)
        await answering.interaction(interaction, request)

    return app_commands.ContextMenu(name=_("Add as evidence"), callback=add)


def _place_of(message: discord.Message) -> str:
    """A message in fewer letters than its link has: the id of a form holds no more."""
    return f"{message.channel.id}/{message.id}"
