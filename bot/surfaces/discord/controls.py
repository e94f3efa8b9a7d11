"""Buttons, menus and forms. What they do is read from their ids alone, so they work after a restart too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

import discord

from bot.domain.refusals import Refusal
from bot.surfaces.commands.registry import Command, Context, Parameter, Suggestion
from bot.surfaces.discord.answering import Answering, Request
from bot.surfaces.discord.custom_ids import BUTTON, MENU, Line, Outdated, Press, decode, encode
from bot.surfaces.discord.giving_back import given_back
from bot.surfaces.discord.lengths import cut, length
from bot.texts import _, listed

Interaction = discord.Interaction[Any]

NOTHING = "none"
"""What a menu of several values gives to its command when none is chosen."""

# So many values of an argument are shown at once; more are a menu.
_IN_SIGHT = 5


class Controls:
    """Understands presses, choices and filled-in forms, and has them answered."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def items(self) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
        """What the library must know to hand presses to us, whichever process made the message."""
        controls = self

        class PressedButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=BUTTON):
            @classmethod
            async def from_custom_id(cls, _interaction: Interaction, item: Any, _match: re.Match[str], /) -> Self:
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                await controls.pressed(interaction, self.custom_id)

        class ChosenOption(discord.ui.DynamicItem[discord.ui.Select[Any]], template=MENU):
            @classmethod
            async def from_custom_id(cls, _interaction: Interaction, item: Any, _match: re.Match[str], /) -> Self:
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                await controls.chosen(interaction, self.custom_id, self.item.values)

        return PressedButton, ChosenOption

    async def pressed(self, interaction: Interaction, custom_id: str) -> None:
        """Run a button's command, or show the form that it asks for."""
        press = await self._understood(interaction, custom_id)
        if press is not None:
            await self._taken(interaction, press)

    async def chosen(self, interaction: Interaction, custom_id: str, values: Sequence[str]) -> None:
        """Run a menu's command with the chosen value or values, or show the form that it asks for."""
        press = await self._understood(interaction, custom_id)
        if press is not None and press.chosen is not None:
            chosen = ", ".join(values) or NOTHING if press.several else values[0]
            arguments = {**press.arguments, press.chosen: chosen}
            await self._taken(interaction, replace(press, arguments=arguments, chosen=None, several=False))

    async def _taken(self, interaction: Interaction, press: Press) -> None:
        if not press.form:
            await self._run(interaction, press, press.arguments)
            return
        command = self._answering.commands[press.command]
        try:
            held = dict(press.arguments)
            offered: dict[str, tuple[Suggestion, ...]] = {}
            listed = [parameter for parameter in command.parameters if parameter.listed]
            context: Context | None = None
            if command.prefill is not None or command.heading is not None or listed:
                context = await self._answering.context(interaction, command)
                held = {**await command.prefill(context, held), **held} if command.prefill else held
                offered = {parameter.name: await parameter.offered(context, held) for parameter in listed}
            heading = await command.heading(context, held) if command.heading is not None and context else None
            await interaction.response.send_modal(form(press, command, held, offered, heading))
        except Refusal as refusal:
            await self._answering.say_privately(interaction, str(refusal))
        except Exception as error:  # noqa: BLE001 - the end of the surface
            await self._answering.failed(interaction, error, press.command)

    async def other(self, interaction: Interaction) -> None:
        """Take what the library hands to nobody: forms, and whatever no version that we know has made."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        if interaction.type is discord.InteractionType.modal_submit:
            await self._filled_in(interaction, custom_id, dict(_typed(data.get("components", ()))))
        elif interaction.type is discord.InteractionType.component and not _is_ours(custom_id):
            await self._answering.say_privately(interaction, str(Outdated()))

    async def _filled_in(self, interaction: Interaction, custom_id: str, typed: Mapping[str, str]) -> None:
        try:
            press = decode(custom_id, self._answering.commands)
        except Outdated as outdated:
            await self._answering.say_privately(interaction, given_back(str(outdated), typed.values()))
            return
        await self._run(interaction, press, {**press.arguments, **typed}, tuple(typed.values()))

    async def _understood(self, interaction: Interaction, custom_id: str) -> Press | None:
        try:
            return decode(custom_id, self._answering.commands)
        except Outdated as outdated:
            await self._answering.say_privately(interaction, str(outdated))
            return None

    async def _run(
        self, interaction: Interaction, press: Press, arguments: Mapping[str, str], typed: tuple[str, ...] = ()
    ) -> None:
        command = self._answering.commands[press.command]
        replaces = press.replaces and _is_private(interaction.message)
        request = Request(command, arguments, press.private or press.replaces or command.sealed, typed, replaces)
        await self._answering.interaction(interaction, request)


def form(
    press: Press,
    command: Command,
    held: Mapping[str, str],
    offered: Mapping[str, tuple[Suggestion, ...]] | None = None,
    heading: str | None = None,
) -> discord.ui.Modal:
    """The form that a button or a menu asks for.

    Its id says all that the answer needs, and its lines are named like the arguments.

    Args:
        held: What lines hold at first, by argument.
        offered: The values of those arguments whose values are listed.
        heading: What stands above it; if nothing is said, what the command does.

    Raises:
        Refusal: The id has no room for what the form is about.
    """
    about = replace(press, arguments=_without(press.arguments, press.form), chosen=None, several=False)
    custom_id = encode(about, [parameter.name for parameter in command.parameters])
    if custom_id is None:
        names = listed([line.argument for line in press.form])
        text = _("So much beside a form has no room in it: say {names} in /{command} as well, so that none is needed.")
        raise Refusal(text.format(names=names, command=command.name))
    modal = discord.ui.Modal(title=cut(heading or command.summary.rstrip("."), 45), custom_id=custom_id, timeout=None)
    # Forms are answered by what they hold, in `other`; the library need not keep them in memory for it.
    modal.stop()
    parameters = {parameter.name: parameter for parameter in command.parameters}
    for line in press.form[:5]:
        parameter = parameters[line.argument]
        values = (offered or {}).get(parameter.name) or tuple(
            Suggestion(choice.replace("_", " "), choice) for choice in parameter.choices
        )
        modal.add_item(_line(line, parameter, held.get(line.argument, ""), values))
    return modal


def _without(arguments: Mapping[str, str], form: tuple[Line, ...]) -> dict[str, str]:
    asked = {line.argument for line in form}
    return {name: value for name, value in arguments.items() if name not in asked}


def _is_private(message: discord.Message | None) -> bool:
    """Whether a message is seen by nobody but the one it was made for, so that an answer may take its place."""
    return message is not None and message.flags.ephemeral


def _is_ours(custom_id: str) -> bool:
    return bool(BUTTON.fullmatch(custom_id) or MENU.fullmatch(custom_id))


def _line(
    line: Line, parameter: Parameter, held: str, values: tuple[Suggestion, ...]
) -> discord.ui.Label[Any]:  # fmt: skip
    """A line of a form: where the argument has these values only, a choice of all in sight or a menu; else a text."""
    entry: discord.ui.Item[Any]
    if 2 <= len(values) <= _IN_SIGHT:
        entry = discord.ui.RadioGroup[Any](
            custom_id=line.argument,
            required=line.required,
            options=[
                discord.RadioGroupOption(label=cut(one.label, 100), value=one.value, default=one.value == held)
                for one in values
            ],
        )
    elif values:
        entry = discord.ui.Select[Any](
            custom_id=line.argument,
            required=line.required,
            options=[
                discord.SelectOption(label=cut(one.label, 100), value=one.value, default=one.value == held)
                for one in values[:25]
            ],
        )
    else:
        limit = 4000 if line.long else 1000
        entry = discord.ui.TextInput[Any](
            custom_id=line.argument,
            style=discord.TextStyle.paragraph if line.long else discord.TextStyle.short,
            required=line.required,
            max_length=limit,
            default=cut(held, limit) or None,
        )
    asked = parameter.description.rstrip(".")
    if length(asked) <= 45:
        return discord.ui.Label(text=asked, component=entry)
    name = parameter.name.replace("_", " ").capitalize()
    return discord.ui.Label(text=cut(name, 45), description=cut(parameter.description, 100), component=entry)


def _typed(components: Any) -> Iterator[tuple[str, str]]:
    """What was filled into a form, by the name of the line; lines stand in labels or, in older forms, in rows."""
    for component in components:
        if "component" in component:
            yield from _typed([component["component"]])
        elif "components" in component:
            yield from _typed(component["components"])
        elif component.get("value") is not None:
            yield str(component["custom_id"]), str(component["value"])
        elif component.get("values"):
            yield str(component["custom_id"]), str(component["values"][0])
