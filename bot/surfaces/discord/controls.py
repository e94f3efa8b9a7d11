"""Buttons, menus and forms. What they do is read from their ids alone, so they work after a restart too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

import discord

from bot.surfaces.commands.registry import Parameter
from bot.surfaces.discord.answering import Answering, Request
from bot.surfaces.discord.custom_ids import BUTTON, MENU, Line, Outdated, Press, decode
from bot.surfaces.discord.lengths import cut, length
from bot.texts import _

Interaction = discord.Interaction[Any]


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
                await controls.pressed(interaction, self.custom_id, self.item.label or "")

        class ChosenOption(discord.ui.DynamicItem[discord.ui.Select[Any]], template=MENU):
            @classmethod
            async def from_custom_id(cls, _interaction: Interaction, item: Any, _match: re.Match[str], /) -> Self:
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                await controls.chosen(interaction, self.custom_id, self.item.values[0])

        return PressedButton, ChosenOption

    async def pressed(self, interaction: Interaction, custom_id: str, label: str) -> None:
        """Run a button's command, or show the form that it asks for."""
        press = await self._understood(interaction, custom_id)
        if press is None:
            return
        if not press.form:
            await self._run(interaction, press, press.arguments)
            return
        try:
            await interaction.response.send_modal(self._form(press, custom_id, label))
        except discord.HTTPException as error:
            await self._answering.failed(interaction, error, press.command)

    async def chosen(self, interaction: Interaction, custom_id: str, value: str) -> None:
        """Run a menu's command with the chosen value."""
        press = await self._understood(interaction, custom_id)
        if press is not None and press.chosen is not None:
            await self._run(interaction, press, {**press.arguments, press.chosen: value})

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
            await self._answering.say_privately(interaction, _given_back(str(outdated), typed.values()))
            return
        await self._run(interaction, press, {**press.arguments, **typed})

    async def _understood(self, interaction: Interaction, custom_id: str) -> Press | None:
        try:
            return decode(custom_id, self._answering.commands)
        except Outdated as outdated:
            await self._answering.say_privately(interaction, str(outdated))
            return None

    async def _run(self, interaction: Interaction, press: Press, arguments: Mapping[str, str]) -> None:
        command = self._answering.commands[press.command]
        await self._answering.interaction(interaction, Request(command, arguments, press.private))

    def _form(self, press: Press, custom_id: str, label: str) -> discord.ui.Modal:
        """The form that a button asks for; it has the button's own id, and its lines are named like the arguments."""
        modal = discord.ui.Modal(title=cut(label or f"/{press.command}", 45), custom_id=custom_id, timeout=None)
        # Forms are answered by what they hold, in `other`; the library need not keep them in memory for it.
        modal.stop()
        parameters = {parameter.name: parameter for parameter in self._answering.commands[press.command].parameters}
        for line in press.form[:5]:
            modal.add_item(_line(line, parameters[line.argument]))
        return modal


def _is_ours(custom_id: str) -> bool:
    return bool(BUTTON.fullmatch(custom_id) or MENU.fullmatch(custom_id))


def _line(line: Line, parameter: Parameter) -> discord.ui.Label[Any]:
    entry = discord.ui.TextInput[Any](
        custom_id=line.argument,
        style=discord.TextStyle.paragraph if line.long else discord.TextStyle.short,
        required=line.required,
        max_length=4000 if line.long else 1000,
    )
    asked = parameter.description.rstrip(".")
    if length(asked) <= 45:
        return discord.ui.Label(text=asked, component=entry)
    name = parameter.name.replace("_", " ").capitalize()
    return discord.ui.Label(text=cut(name, 45), description=cut(parameter.description, 100), component=entry)


def _typed(components: Any) -> Iterator[tuple[str, str]]:
    """What was typed in a form, by the name of the line; lines stand in labels or, in older forms, in rows."""
    for component in components:
        if "component" in component:
            yield from _typed([component["component"]])
        elif "components" in component:
            yield from _typed(component["components"])
        elif "value" in component:
            yield str(component["custom_id"]), str(component["value"])


def _given_back(text: str, typed: Any) -> str:
    """A refusal with what the person typed, so that it is not lost."""
    written = "\n\n".join(value for value in typed if value).replace("```", "'''")
    if not written:
        return text
    return text + " " + _("This is what you wrote:") + f"\n```\n{cut(written, 1700)}\n```"
