"""A reply as a message: within every limit of the platform, whatever the reply holds.

Source: Discord documentation, "Message" and "Component Reference", read 2026-11-21: content 2,000; embed title 256,
description 4,096, footer 2,048, all 6,000; 5 rows of 5 buttons or one menu; label 80; menu option 100, 25 of them,
placeholder 150; custom_id 100; description of a file 1,024; address of a link button 512.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.surfaces.commands.registry import Command
from bot.surfaces.discord import tables
from bot.surfaces.discord.custom_ids import Line, Press, encode
from bot.surfaces.discord.escaping import escaped
from bot.surfaces.discord.lengths import cut, cut_at_sentence, length
from bot.surfaces.discord.moments import zoned
from bot.surfaces.pictures import Painter
from bot.surfaces.reply import Button, Field, Link, Menu, Reply
from bot.texts import _

log = logging.getLogger(__name__)

CONTENT, TITLE, DESCRIPTION, FOOTER = 2000, 256, 4096, 1500
MOST_CALLED = 50
_LINES = 1500
_NOTICE = 150
_LINK_BUTTONS = 3
_COMPONENTS = 25
_ROW = 5
_FILES = 10

# Parts of a text that the platform would turn into a mention, a time, a command or an emoji.
_ACTIVE = re.compile(r"<(?=[@#:/]|a:|t:|id:)|@(?=everyone|here)", re.IGNORECASE)


# A person of the platform, as the database keeps them; shown by the name they have now, and never pinged.
_PERSON = re.compile(r"\bdiscord:(\d{15,20})\b")


@dataclass(frozen=True, slots=True)
class Room:
    """What the place that a message goes to lets the bot show."""

    embeds: bool = True
    files: bool = True


@dataclass(frozen=True, slots=True)
class Presented:
    """A message ready to be sent; it can be sent once. ``called`` are the people whom it pings, and nobody else."""

    content: str | None
    embed: discord.Embed | None
    files: tuple[discord.File, ...]
    view: discord.ui.View | None
    called: tuple[int, ...] = ()

    def arguments(self) -> dict[str, Any]:
        """What the library's send functions take; nothing that is absent."""
        given = {"content": self.content, "embed": self.embed, "view": self.view, "files": list(self.files)}
        return {**{name: value for name, value in given.items() if value}, **self._allowed()}

    def edits(self) -> dict[str, Any]:
        """What the library's edit functions take; what is absent goes from the message that is there."""
        given = {"content": self.content, "embed": self.embed, "view": self.view, "attachments": list(self.files)}
        return {**given, **self._allowed()}

    def _allowed(self) -> dict[str, Any]:
        """Whom it may ping, where that is anybody; else what the client says holds: nobody."""
        if not self.called:
            return {}
        users = [discord.Object(id_) for id_ in self.called]
        return {
            "allowed_mentions": discord.AllowedMentions(everyone=False, roles=False, users=users, replied_user=False)
        }


class Presenter:
    """Makes messages of replies."""

    def __init__(self, commands: Mapping[str, Command], painter: Painter, record_url: str | None) -> None:
        self._commands = commands
        self._painter = painter
        self._record = _("… The whole: {url}").format(url=record_url) if record_url else ""

    async def present(self, reply: Reply, room: Room | None = None, *, calling: bool = False) -> Presented:
        """Make a message of a reply.

        Args:
            calling: Whether it calls the people whom the reply names for that.
        """
        place = room or Room()
        links = reply.links if _fit_below(reply.links) else ()
        called = _called(reply.pings) if calling else ()
        calls = " ".join(f"<@{id_}>" for id_ in called)
        limit = DESCRIPTION if place.embeds else CONTENT - TITLE - 300 - len(calls)
        ending = "" if links else _links(reply.links, limit // 3)
        text = zoned(_PERSON.sub(r"<@\1>", tame(reply.text)))
        left = limit - length(ending) - len("\n\n\n\n")
        table = _table(reply, place, left - length(text), left // 3)
        too_long = length(text) > left - length(table)
        files = await self._files(reply, whole=too_long and not self._record, table=not table) if place.files else ()
        text = cut_at_sentence(text, left - length(table), self._notice(reply, place))
        body = "\n\n".join(part for part in (text, table, ending) if part)
        view = self._view(reply, links)
        if place.embeds:
            return Presented(calls or None, _embed(reply, body), files, view, called)
        words = _content(reply, body)
        return Presented("\n".join([calls, words]) if calls else words, None, files, view, called)

    async def _files(self, reply: Reply, *, whole: bool, table: bool) -> tuple[discord.File, ...]:
        """What goes with a message: the picture, and as text what the message itself does not hold."""
        files = []
        if reply.picture is not None:
            name = re.sub(r"[^a-z0-9]+", "-", reply.picture.title.casefold()).strip("-")[:60] or "table"
            image = await self._painter.draw(reply.picture)
            files.append(_file(image, f"{name}.png", reply.picture.description))
        if whole:
            files.append(_file(tables.as_file(reply.title, reply.text, reply.table), "whole.md", _("The whole answer")))
        elif table and reply.table is not None:
            files.append(_file(tables.as_file(reply.title, "", reply.table), "table.md", _("The table as text")))
        files += [_file(one.content, one.name, one.description or one.name) for one in reply.attachments]
        return tuple(files[:_FILES])

    def _notice(self, reply: Reply, place: Room) -> str:
        """Where the rest of a text is that was cut."""
        if 0 < length(self._record) <= _NOTICE:
            return self._record
        if place.files:
            return _("… The whole is in the file.")
        if any(button.command == "system table" for button in reply.buttons):
            return _("… There is more: a button below shows every component.")
        return _("… There is more: `/system table` shows a system component by component.")

    def _view(self, reply: Reply, links: tuple[Link, ...]) -> discord.ui.View | None:
        view = discord.ui.View(timeout=None)
        # Presses are understood from their ids alone; the library need not keep the message in memory for them.
        view.stop()
        room = _COMPONENTS
        seen: set[str] = set()
        for menu in reply.menus:
            shown = self._menu(menu)
            if shown is not None and shown.custom_id not in seen and room > len(links) + _ROW:
                seen.add(shown.custom_id)
                view.add_item(shown)
                room -= _ROW
        for button in reply.buttons[: room - len(links)]:
            custom_id = self._custom_id(_press(button), button.hints)
            if custom_id is not None and custom_id not in seen:
                seen.add(custom_id)
                view.add_item(discord.ui.Button(label=_label(button.label), custom_id=custom_id))
        for link in links:
            view.add_item(discord.ui.Button(label=_label(link.label), url=link.url))
        return view if view.children else None

    def _menu(self, menu: Menu) -> discord.ui.Select[Any] | None:
        press = Press(
            menu.command,
            menu.arguments,
            _lines_of(menu.fields),
            chosen=menu.argument,
            replaces=menu.replaces,
            several=menu.several,
        )
        custom_id = self._custom_id(press, menu.hints)
        options = {option.value: option for option in menu.options if 0 < length(option.value) <= 100}
        if custom_id is None or not options:
            return None
        shown = [
            discord.SelectOption(
                label=cut(option.label or option.value, 100),
                value=option.value,
                description=cut(option.description, 100) or None,
                default=option.chosen,
            )
            for option in list(options.values())[:25]
        ]
        # Both bounds are always said: what a client does without them differs from one to the other.
        least, most = (0, len(shown)) if menu.several else (1, 1)
        return discord.ui.Select(
            custom_id=custom_id,
            placeholder=cut(menu.placeholder, 150),
            min_values=least,
            max_values=most,
            options=shown,
        )

    def _custom_id(self, press: Press, hints: Mapping[str, str]) -> str | None:
        parameters = [parameter.name for parameter in self._commands[press.command].parameters]
        full = replace(press, arguments={**press.arguments, **hints})
        custom_id = encode(full, parameters) or encode(press, parameters)
        if custom_id is None:
            log.warning("a button for /%s was left out: its arguments are too long", press.command)
        return custom_id


def tame(text: str) -> str:
    """Take the meaning out of everything in a text that the platform would act on; it looks the same."""
    return _ACTIVE.sub(lambda match: match[0] + "\u200b", text)


def _called(pings: tuple[str, ...]) -> tuple[int, ...]:
    """The people of the platform among those to be called, as many as a message has room for."""
    people = [match for match in map(_PERSON.fullmatch, pings) if match is not None]
    if len(people) > MOST_CALLED:
        log.warning("a message calls %s people and has no room for more than %s", len(people), MOST_CALLED)
    return tuple(int(match[1]) for match in people[:MOST_CALLED])


def _press(button: Button) -> Press:
    lines = _lines_of(button.fields)
    return Press(button.command, button.arguments, lines, private=button.private, replaces=button.replaces)


def _lines_of(fields: tuple[Field, ...]) -> tuple[Line, ...]:
    return tuple(Line(field.argument, field.long, field.required) for field in fields)


def _label(text: str) -> str:
    return cut(text.strip(), 80) or "…"


def _title(reply: Reply, limit: int) -> str:
    title = tame(escaped(" ".join(reply.title.split())))
    return title if length(title) <= limit else cut(title, limit).replace("\\…", "…")


def _embed(reply: Reply, body: str) -> discord.Embed:
    embed = discord.Embed(title=_title(reply, TITLE), description=body)
    if reply.footer:
        embed.set_footer(text=cut(reply.footer, FOOTER))
    return embed


def _content(reply: Reply, body: str) -> str:
    parts = [f"**{_title(reply, TITLE - 4)}**", body]
    if reply.footer:
        parts.append("-# " + cut(tame(" ".join(reply.footer.split())), 280))
    return "\n".join(part for part in parts if part)


def _table(reply: Reply, place: Room, left: int, least: int) -> str:
    """A reply's table in the message itself, if it fits there; empty if not, or if it is drawn.

    Args:
        left: What the text leaves.
        least: What a table gets in any case where no file can hold it.
    """
    if reply.table is None or (reply.picture is not None and place.files):
        return ""
    lines = tame(tables.as_lines(reply.table))
    block = tables.as_block(reply.table)
    if block and length(block) <= left:
        return block
    if length(lines) <= min(left, _LINES):
        return lines
    return "" if place.files else cut_at_sentence(lines, max(least, left), _("… The table goes on."))


def _file(content: bytes, name: str, description: str) -> discord.File:
    return discord.File(io.BytesIO(content), name, description=cut(description, 1024))


def _fit_below(links: tuple[Link, ...]) -> bool:
    return len(links) <= _LINK_BUTTONS and all(length(link.url) <= 512 for link in links)


def _links(links: tuple[Link, ...], limit: int) -> str:
    """Links as a list in the text, as many as fit."""
    lines: list[str] = []
    for link in links:
        url = link.url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
        line = f"- [{tame(re.sub(r'[][]', '', link.label))}]({url})"
        if length("\n".join([*lines, line])) > limit:
            break
        lines.append(line)
    return "\n".join(lines)
