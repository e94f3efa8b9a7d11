"""The terminal chat: a line is a question, a line that begins with a command runs it."""

from __future__ import annotations

import logging
import re
import shlex
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TextIO

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.refusals import Refusal
from bot.services.nearness import nearest
from bot.surfaces import plain, uploads
from bot.surfaces.commands import BY_NAME, Command, Context
from bot.surfaces.endings import failed
from bot.surfaces.reply import Button, Field, Menu, Reply
from bot.texts import _, listed

log = logging.getLogger(__name__)

_NUMBERED = re.compile(r"#?((?:[A-Za-z]-\d{4}-)?\d{1,6})\s+(?=\S)")
_LONGEST = max(len(name.split()) for name in BY_NAME)  # words that a command's name has at the most


class Console:
    """One conversation in a terminal or over a pipe.

    Args:
        app: The services.
        actor: Who types.
        show: Shows a reply.
        prompt: Asks for a line of a form; None where nobody can be asked.
    """

    def __init__(
        self,
        app: App,
        actor: Actor,
        show: Callable[[Reply], None],
        prompt: Callable[[str], Any] | None = None,
    ) -> None:
        self._app = app
        self._actor = actor
        self._show = show
        self._prompt = prompt
        self._buttons: tuple[Button, ...] = ()

    async def read(self, line: str) -> None:
        """Answer one line; what goes wrong is said, never raised."""
        try:
            reply = await self._run(line)
        except Refusal as refusal:
            reply = Reply(_("Not done"), str(refusal), found=False)
        except Exception:
            log.exception("a line could not be answered")
            reply = Reply(_("Failed"), failed(), found=False)
        self._buttons = pressable(reply) or self._buttons
        self._show(reply)

    async def _run(self, line: str) -> Reply:
        context = Context(self._app, self._actor, tell=told)
        if line.strip().isdigit() and 0 < int(line) <= len(self._buttons):
            return await self._press(self._buttons[int(line) - 1], context)
        command, rest = recognised(line)
        if command is None:
            if line.startswith("/"):
                raise Refusal(_no_such_command(line, self._actor))
            return await BY_NAME["ask"].run(context, {"question": line})
        given = arguments(command, rest)
        if command.upload is not None and (path := given.pop(command.upload.name, "")):
            context = replace(context, file=uploads.of_path(path))
        return await command.run(context, given)

    async def _press(self, button: Button, context: Context) -> Reply:
        given = {**button.arguments, **button.hints}
        if button.fields and self._prompt is None:
            message = _("Type /{command} instead, with {names}.")
            names = ", ".join(field.argument for field in button.fields)
            raise Refusal(message.format(command=button.command, names=names))
        command = BY_NAME[button.command]
        held = await command.prefill(context, given) if command.prefill and button.fields else {}
        for field in button.fields:
            parameter = next(p for p in command.parameters if p.name == field.argument)
            choices = tuple(one.value for one in await parameter.offered(context, given)) or parameter.choices
            given[field.argument] = await self._ask(
                field, choices, given.get(field.argument) or held.get(field.argument)
            )
        try:
            return await command.run(context, given)
        except Refusal as refusal:
            raise Refusal(_with_what_was_typed(str(refusal), command, given)) from refusal

    async def _ask(self, field: Field, choices: tuple[str, ...], held: str | None) -> str:
        """One line of a form; an empty answer keeps what it held."""
        shown = field.label + (f" ({', '.join(choices)})" if choices else "") + (f" [{held}]" if held else "")
        typed: str = (await self._prompt(f"{shown} ")) if self._prompt else ""
        return typed.strip() or held or ""


def told(text: str) -> None:
    """Show whoever waits how far something slow is; apart from the answers."""
    print(plain.plain(text), file=sys.stderr, flush=True)


def pressable(reply: Reply) -> tuple[Button, ...]:
    """What can be chosen by number below a reply: its buttons, then the options of its menus.

    An option that several menus have says what for.
    """
    found = [(menu, button) for menu in reply.menus for button in _options(menu)]
    times = Counter(button.label for _menu, button in found)
    labelled = (
        replace(button, label=f"{menu.placeholder}: {button.label}") if times[button.label] > 1 else button
        for menu, button in found
    )
    return (*reply.buttons, *labelled)


def _options(menu: Menu) -> Iterator[Button]:
    """A button for each option; one that asks for all the values where several can be chosen."""
    if menu.several:
        chosen = ", ".join(option.value for option in menu.options if option.chosen)
        held = {**menu.arguments, menu.argument: chosen}
        of = f"{menu.placeholder} ({', '.join(option.value for option in menu.options)})"
        yield Button(menu.placeholder, menu.command, held, (Field(menu.argument, of),))
        return
    for option in menu.options:
        held = {**menu.arguments, menu.argument: option.value}
        yield Button(option.label, menu.command, held, menu.fields, hints=menu.hints)


def _with_what_was_typed(refusal: str, command: Command, given: Mapping[str, str]) -> str:
    """A refusal with the line that would say the same again, so that nothing typed is lost."""
    typed = " ".join(
        f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, value in given.items() if value
    )
    return _("{refusal} What you typed: /{command} {typed}").format(refusal=refusal, command=command.name, typed=typed)


def _no_such_command(line: str, actor: Actor) -> str:
    """What to say of a slash and words that are no command: which this person may use that are near, or begin so."""
    words = line.lstrip("/").split()
    names = [command.name for command in BY_NAME.values() if actor.has(command.role)]
    wanted = " ".join(words[:_LONGEST])[:60]
    group = [name for name in names if name.split()[:-1] == words]
    near = group or nearest(wanted, names, whole=True)
    text = _("There is no command “/{words}”.").format(words=wanted)
    if near:
        text += " " + _("Did you mean {names}?").format(names=listed([f"/{name}" for name in near], last=_("or")))
    return text + " " + _("/help lists what there is.")


def recognised(line: str) -> tuple[Command | None, str]:
    """The command that a line begins with, and the rest of it; where the words fit exactly, no slash is needed."""
    slashed = line.startswith("/")
    text = line.lstrip("/").strip()
    for name in sorted(BY_NAME, key=len, reverse=True):
        rest = text[len(name) :].strip()
        if text != name and not text.startswith(f"{name} "):
            continue
        if slashed or not _is_talk(name, rest):
            return BY_NAME[name], rest
    return None, ""


def _is_talk(name: str, rest: str) -> bool:
    """Whether a line that begins like a command is meant as a sentence ("about time", "help me …")."""
    return name in ("help", "about") and bool(rest)


def arguments(command: Command, rest: str) -> dict[str, str]:
    """Read arguments: by name as "name: value" or "name=value", the others in order.

    Quotation marks keep words together; a command that needs one argument only takes all the words for it, but those
    behind the number of something.

    Raises:
        Refusal: Too many words, or an open quotation mark.
    """
    parameters = (*((command.upload,) if command.upload else ()), *command.parameters)
    names = [parameter.name for parameter in parameters]
    given: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        given[match[1]] = match[2].strip('"')
        return " "

    named = rf'(?:^|(?<=\s))({"|".join(names)})[=:]\s*("[^"]*"|\S+)' if names else r"(?!)"
    loose = re.sub(named, take, rest).strip()
    free = [name for name in names if name not in given]
    needed = [one.name for one in parameters if (one.required or one.asked) and one.name in free]
    if not loose:
        return given
    numbered = _NUMBERED.match(loose)
    if numbered and len(free) > 1 and needed == free[:1]:
        behind = loose[numbered.end() :]
        words = [numbered[1], *(_split(behind) if behind.startswith('"') else [behind])]
        return {**given, **dict(zip(free, words, strict=False))}
    if len(needed) == 1 or len(free) == 1:
        return {**given, (needed or free)[0]: loose.strip('"')}
    words = _split(loose)
    if len(words) > len(free):
        text = _("Too many words for /{command}: put quotation marks around a name of several words.")
        raise Refusal(text.format(command=command.name))
    return {**given, **dict(zip(free, words, strict=False))}


def _split(rest: str) -> list[str]:
    try:
        return shlex.split(rest)
    except ValueError as error:
        raise Refusal(_("A quotation mark is open; close it, or leave it out.")) from error


def printer(stream: TextIO, width: int, *, numbered: bool) -> Callable[[Reply], None]:
    """Shows replies as plain text.

    ``numbered`` is for a person at a terminal: lines are broken at the width, and buttons can be chosen by number.
    """

    def show(reply: Reply) -> None:
        parts = [plain.words(replace(reply, footer=""))]
        if reply.table:
            parts.append(plain.table(reply.table, width))
        if reply.footer:
            parts.append(plain.plain(reply.footer))
        if reply.attachments:
            names = ", ".join(one.name for one in reply.attachments)
            parts.append(_("Files that go with this: {names}.").format(names=names))
        if numbered:
            parts = [part if number == 1 and reply.table else plain.wrapped(part, width)
                     for number, part in enumerate(parts)]  # fmt: skip
            parts.append("  ".join(f"[{number}] {b.label}" for number, b in enumerate(pressable(reply), start=1)))
        print("\n\n".join(part for part in parts if part), end="\n\n", file=stream, flush=True)

    return show


def filled_lines(stream: TextIO) -> Iterator[str]:
    """Every line of a stream but the blank ones; bytes that are no text become "�" and end nothing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    for line in stream:
        if line.strip():
            yield line.strip()


async def from_pipe(app: App, actor: Actor, stream: TextIO | None = None) -> None:
    """Answer every line of a pipe, of standard input if none is given."""
    console = Console(app, actor, printer(sys.stdout, 100, numbered=False))
    for line in filled_lines(stream or sys.stdin):
        await console.read(line)


async def from_terminal(app: App, actor: Actor) -> None:
    """Talk until the end of input or "/quit"."""
    # Only a terminal needs line editing; a pipe should not wait for its import.
    from prompt_toolkit import PromptSession  # noqa: PLC0415
    from prompt_toolkit.completion import WordCompleter  # noqa: PLC0415

    names = [f"/{name}" for name in (*BY_NAME, "quit")]
    session: PromptSession[str] = PromptSession(completer=WordCompleter(names, sentence=True))
    width = session.app.output.get_size().columns
    console = Console(app, actor, printer(sys.stdout, min(width, 120), numbered=True), session.prompt_async)
    known = await app.systems.count()
    print(_("Ask in your own words; {known} systems are recorded. /help, /quit.").format(known=known))
    async for line in _typed(session):
        await console.read(line)


async def _typed(session: Any) -> AsyncIterator[str]:
    while True:
        try:
            line = (await session.prompt_async("> ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line in ("/quit", "/exit", "quit", "exit"):
            return
        if line:
            yield line


def actor_named(name: str | None, actors: Mapping[str, Any]) -> Actor:
    """The person of the configuration with this name; a member without rights if none is named.

    Raises:
        Refusal: The configuration has no such person.
    """
    if name is None:
        return Actor("terminal:member", "member")
    if name not in actors:
        known = ", ".join(actors) or _("nobody")
        text = _("The configuration names no actor “{name}”; under actors: stand {known}.")
        raise Refusal(text.format(name=name, known=known))
    return Actor(f"terminal:{name}", name, frozenset(actors[name].roles))
