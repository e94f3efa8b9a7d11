"""The shell: every command as `osaibot NAME`, and the operator's own."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import __version__
from bot.app import App
from bot.definitions import data_root, read_files
from bot.domain.clocks import Clock
from bot.settings import read_settings
from bot.surfaces import (
    console,
    curating,
    exports,
    forgetting,
    importing,
    minuting,
    poll_files,
    recording,
    tallying,
    uploads,
)
from bot.surfaces.commands import COMMANDS, Command, Context, Parameter
from bot.surfaces.endings import ended
from bot.surfaces.impacting import Impacting
from bot.surfaces.options import AsOption, ConfigOption, DatabaseOption, FolderOption
from bot.surfaces.replies import answers
from bot.surfaces.reply import Reply
from bot.texts import _, plural

NOT_FOUND = 3


class Shell:
    """The command line, over one clock."""

    def __init__(self, clock: Clock, commands: Sequence[Command] = COMMANDS) -> None:
        self._clock = clock
        self.app = typer.Typer(
            name="osaibot",
            help=_("Is X open source AI? Answers from a curated database, component by component."),
            no_args_is_help=True,
            pretty_exceptions_enable=False,
            add_completion=False,
            rich_markup_mode=None,
        )
        self._groups: dict[str, typer.Typer] = {}
        for name, function in (("ask", self.ask), ("chat", self.chat), ("run", self.run), ("check", self.check),
                               ("doctor", self.doctor), ("resend", self.resend), ("version", self.version),
                               ("curation impact", Impacting(self._with_app).impact)):  # fmt: skip
            self._add(name, function)
        self._add("tally", tallying.tally, tallying.explained())
        self._groups["minutes"] = typer.Typer(cls=minuting.FilesOrCommands, rich_markup_mode=None)
        self.app.add_typer(self._groups["minutes"], name="minutes", help=minuting.grouped())
        self._groups["minutes"].command(minuting.OF_FILES, hidden=True, help=minuting.explained())(minuting.minutes)
        self.app.add_typer(importing.commands(self._with_app), name="import", help=_GROUPS["import"])
        self.app.add_typer(recording.commands(clock), name="record", help=_GROUPS["record"])
        for command in commands:
            if command.name not in _OWN:
                self._add(command.name, self._function(command), command.summary)
        curating.add_commands(self._group("curation"), self._with_app)
        poll_files.add_commands(self._group("poll"), self._with_app)
        forgetting.add_commands(self._group("privacy"), self._with_app)

    def _add(self, name: str, function: Callable[..., None], summary: str | None = None) -> None:
        """Add a command; one of two words joins the group of the first, whoever else is in it."""
        group, _space, last = name.rpartition(" ")
        target = self._group(group) if group else self.app
        target.command(last, help=summary)(function)

    def _group(self, name: str) -> typer.Typer:
        if name not in self._groups:
            self._groups[name] = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
            # With a callback, a group of one command keeps that command's name.
            self._groups[name].callback()(lambda: None)
            above, _space, last = name.rpartition(" ")
            parent = self._group(above) if above else self.app
            parent.add_typer(self._groups[name], name=last, help=_GROUPS.get(name, ""))
        return self._groups[name]

    def _function(self, command: Command) -> Callable[..., None]:
        def function(**given: Any) -> None:
            config, database, as_ = (given.pop(name, None) for name in ("config", "database", "as_"))
            folder = given.pop("folder", None) if command.files else None
            path = given.pop(command.upload.name) if command.upload else None
            given |= {one.name: "yes" if given[one.name] else None for one in command.parameters if one.flag}

            async def work(app: App) -> int:
                file = None if path is None else uploads.of_path(path)
                context = Context(app, console.actor_named(as_, app.settings.actors), file=file, tell=console.told)
                reply = await command.run(context, given)
                _print(reply)
                if folder is not None:
                    print(await poll_files.written(app, folder, reply.attachments))
                return 0 if reply.found else NOT_FOUND

            self._with_app(config, database, work)

        taken = (command.upload,) if command.upload else ()
        signature = [_shell_parameter(parameter, command) for parameter in (*taken, *command.parameters)]
        signature += [_keyword("folder", FolderOption)] if command.files else []
        signature += [_keyword("config", ConfigOption), _keyword("database", DatabaseOption), _keyword("as_", AsOption)]
        function.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
        function.__annotations__ = {parameter.name: parameter.annotation for parameter in signature}
        return function

    def _with_app(
        self, config: Path | None, database: str | None, work: Callable[[App], Coroutine[Any, Any, int]]
    ) -> None:
        settings = read_settings(config, database, os.environ)

        async def opened() -> int:
            app = await App.open(settings, self._clock)
            try:
                return await work(app)
            finally:
                await app.close()

        status = asyncio.run(opened())
        if status:
            raise typer.Exit(status)

    def ask(
        self,
        question: Annotated[str, typer.Argument(help="In your own words; - reads one question a line.")],
        definition: Annotated[str | None, typer.Option(help='A version, such as "osaid 0.0.8".')] = None,
        as_of: Annotated[str | None, typer.Option(help='What held at a date: 2023-05-31, 2023-05, "May 2023".')] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
        config: ConfigOption = None,
        database: DatabaseOption = None,
        as_: AsOption = None,
    ) -> None:
        """Ask whether a system is open source AI, and why."""

        async def one(app: App, text: str) -> int:
            found = await app.answers.ask(text, definition, as_of=as_of)
            reply = answers.answer(found)
            if as_json:
                print(json.dumps(exports.answer(found, reply), ensure_ascii=False), flush=True)
            else:
                _print(reply)
            return 0 if reply.found else NOT_FOUND

        async def work(app: App) -> int:
            # An answer is the same for everybody; but whoever is named has to be in the configuration.
            console.actor_named(as_, app.settings.actors)
            if question != "-":
                return await one(app, question)
            for line in console.filled_lines(sys.stdin):
                await one(app, line)
            return 0

        self._with_app(config, database, work)

    def chat(self, config: ConfigOption = None, database: DatabaseOption = None, as_: AsOption = None) -> None:
        """Talk in the terminal, or answer every line of standard input."""

        async def work(app: App) -> int:
            actor = console.actor_named(as_, app.settings.actors)
            if sys.stdin.isatty():
                await console.from_terminal(app, actor)
            else:
                await console.from_pipe(app, actor)
            return 0

        self._with_app(config, database, work)

    def run(self, config: ConfigOption = None, database: DatabaseOption = None) -> None:
        """Run on Discord, until stopped; the token is read from OSAIBOT_TOKEN."""
        from bot.surfaces.discord import run  # noqa: PLC0415 - only this command needs discord.py

        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        settings = read_settings(config, database, os.environ)
        asyncio.run(run(settings, os.environ.get("OSAIBOT_TOKEN")))

    def check(self, config: ConfigOption = None, database: DatabaseOption = None) -> None:
        """Check every data file, and the configuration if one is named; no database is opened."""
        if config or os.environ.get("OSAIBOT_CONFIG"):
            read_settings(config, database, os.environ)
        library = read_files(data_root())
        text = _("{systems} systems, {licences} licences, {definitions} versions of definitions: no problem found.")
        counts = {
            "systems": len(library.systems),
            "licences": len(library.reference.licences),
            "definitions": len(library.reference.definitions),
        }
        print(text.format(**counts))

    def doctor(self, config: ConfigOption = None, database: DatabaseOption = None) -> None:
        """Check configuration, database and data files; with a token, also Discord. One line each."""
        from bot.surfaces.doctoring import examine  # noqa: PLC0415 - slow to import, seldom needed

        sound = asyncio.run(examine(config, database, os.environ, self._clock, print))
        if not sound:
            raise typer.Exit(1)

    def resend(self, config: ConfigOption = None, database: DatabaseOption = None) -> None:
        """Try again to send what could not be sent, once the cause is mended."""

        async def work(app: App) -> int:
            count = await app.outbox.retry()
            print(plural("{count} message is tried again.", "{count} messages are tried again.", count))
            return 0

        self._with_app(config, database, work)

    def version(self, config: ConfigOption = None, database: DatabaseOption = None) -> None:
        """Print the version, whatever else is named."""
        print(__version__)


# Commands that the shell has in a form of its own.
_OWN = frozenset({"ask", "privacy forget"})

_GROUPS = {
    "system": _("Systems: shown, listed, compared, corrected, with their history."),
    "definition": _("Definitions: shown, listed, compared."),
    "fact": _("Facts: proposed."),
    "proposal": _("Proposals: shown, accepted, rejected, disputed, settled."),
    "curation": _("The curators' work: the queue, clashes, files, tables and drafts."),
    "profile": _("Profiles: who you are in the forum, claimed, and confirmed by a moderator."),
    "organisation": _("Organisations: which of them count as one."),
    "poll": _("Polls: drafted, opened, looked at, closed, counted."),
    "ballot": _("Your own ballot, in words."),
    "action": _("Action items of town halls: listed and closed."),
    "townhall": _("Town halls: planned, opened, closed, and what is noted in them."),
    "townhall agenda": _("What a town hall is to talk about."),
    "decision": _("Decisions: logged, confirmed, superseded, reviewed, found; never edited."),
    "endorsement": _("Endorsements: shown, verified, withdrawn."),
    "redaction": _("Redactions: texts that two moderators take out, with a reason."),
    "privacy": _("What is kept of people, how they are named, and forgetting them."),
    "import": _("Other projects' files: what they say becomes claims of theirs."),
    "record": _("The public record: its keys, proofs of what stands in it, and whether it was changed."),
}


# Words that Python keeps for itself can be options all the same.
_SPELT = {"from_line": ("--from", "--from-line"), "to_line": ("--to", "--to-line")}


def _shell_parameter(parameter: Parameter, command: Command) -> inspect.Parameter:
    alone = len(command.parameters) == 1
    text = parameter.description
    if parameter.choices:
        text += " " + _("One of: {choices}.").format(choices=", ".join(parameter.choices))
    if parameter.flag:
        flag = Annotated[bool, typer.Option(f"--{parameter.name.replace('_', '-')}", help=text)]
        return inspect.Parameter(parameter.name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=flag)
    if parameter.required:
        kind: Any = Annotated[str, typer.Argument(help=text)]
        return inspect.Parameter(parameter.name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
    spelt = _SPELT.get(parameter.name, ())
    marker = typer.Argument(help=text) if alone or parameter.asked else typer.Option(*spelt, help=text)
    return _keyword(parameter.name, Annotated[str | None, marker])


def _keyword(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _print(reply: Reply) -> None:
    console.printer(sys.stdout, 100, numbered=False)(reply)


def main(clock: Clock, arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 for done, 2 for refused (one sentence on standard error), 3 for a system that is not known, 1 for a failure.
    """
    shell = Shell(clock)
    return ended(lambda: shell.app(args=arguments, standalone_mode=True))
