"""`osaibot record`: the public record built and shown, its keys, proofs, and its check.

The check needs no database and no Discord, and imports nothing that does.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.domain.clocks import Clock
from bot.domain.logs.breaches import Breach
from bot.domain.refusals import Refusal
from bot.services.logs.keyrings import generate, rotate
from bot.services.logs.keys import VerifierKey, verifier_key
from bot.services.logs.proving import SUFFIX, prove, verify_proof
from bot.services.logs.sources import NoLog, source
from bot.services.logs.verifying import Report, verify
from bot.surfaces.endings import ended
from bot.surfaces.options import ConfigOption, DatabaseOption
from bot.texts import _

if TYPE_CHECKING:
    from bot.app import App

BROKEN = 1

KeyOption = Annotated[
    str | None,
    typer.Option("--key", metavar="KEY", help="The record's verification key, or a file of it, from elsewhere."),
]
IntoArgument = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="Where to; else record.folder of the configuration.")
]  # fmt: skip
WhereArgument = Annotated[str, typer.Argument(metavar="PATH|URL", help="The record: a folder, or its address.")]


class Recording:
    """The commands, over one clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def build(
        self,
        folder: IntoArgument = None,
        whole: Annotated[
            bool, typer.Option("--whole", help="Make every page anew, also what has not changed.")
        ] = False,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Write the public record as static files, or bring what stands there up to date."""
        from bot.surfaces.site import publishing, serving  # noqa: PLC0415 - the check does without these

        async def work(app: App) -> None:
            place = publishing.folder_of(app, folder)
            if publishing.beside_the_log(app, place):
                # A forum of the terminal has nobody else to keep its log.
                await app.ledger.keep()
            print(serving.told(await publishing.publish(app, place, whole=whole), place))

        self._with_app(config, database, work)

    def serve(
        self,
        folder: IntoArgument = None,
        port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen.")] = 8000,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Show the public record on this machine alone, always as it stands, until stopped."""
        from bot.surfaces.site import publishing, serving  # noqa: PLC0415 - the check does without these

        async def work(app: App) -> None:
            await serving.serve(app, publishing.folder_of(app, folder), port, partial(print, flush=True))

        with suppress(KeyboardInterrupt):
            self._with_app(config, database, work)

    def _with_app(
        self, config: Path | None, database: str | None, work: Callable[[App], Coroutine[Any, Any, None]]
    ) -> None:
        from bot.app import App  # noqa: PLC0415 - the check does without a database
        from bot.settings import read_settings  # noqa: PLC0415 - the check has no configuration

        settings = read_settings(config, database, os.environ)

        async def opened() -> None:
            app = await App.open(settings, self._clock)
            try:
                await work(app)
            finally:
                await app.close()

        asyncio.run(opened())

    def verify(
        self,
        where: Annotated[str, typer.Argument(metavar="PATH|URL", help="The record, or the file of a proof.")],
        since: Annotated[
            Path | None, typer.Option("--since", metavar="FILE", help="A checkpoint that you kept.")
        ] = None,
        key: KeyOption = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Check that nothing in the public record was changed; one line a check, and the first thing that is wrong."""
        report = _report(where, since, _key(key))
        if as_json:
            print(json.dumps(_tree(report), ensure_ascii=False))
        else:
            for sentence in (*report.checks, report.breach or _("Nothing was changed.")):
                print(_shown(sentence))
        if report.breach:
            raise typer.Exit(BROKEN)

    def prove(
        self,
        id: Annotated[str, typer.Argument(metavar="ID", help="What to prove, such as D-2026-0014.")],
        where: WhereArgument = ".",
        output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where to write it.")] = None,
        key: KeyOption = None,
    ) -> None:
        """Write a proof to keep that something is in the record; it can be checked without the record."""
        path = output or Path(id.replace("/", "-") + SUFFIX)
        try:
            proof = prove(source(where), id, _key(key))
        except Breach as breach:
            print(_shown(str(breach)))
            raise typer.Exit(BROKEN) from breach
        try:
            path.write_text(str(proof))
        except OSError as error:
            text = _("{path} cannot be written ({reason}); name another file.")
            raise Refusal(text.format(path=path, reason=error.strerror)) from error
        print(_("{path} proves that {id} is in the record; osaibot record verify checks it.").format(path=path, id=id))

    def keygen(
        self,
        name: Annotated[
            str, typer.Argument(metavar="NAME", help="The record's address without scheme: forum.example/record.")
        ] = "",
        file: Annotated[Path, typer.Option("--file", help="The file of the keys that sign.")] = Path("record.key"),
        replace: Annotated[bool, typer.Option("--rotate", help="Replace the key, which signs on for 90 days.")] = False,
    ) -> None:
        """Make the key that signs the record, in a file that only you can read, and print the one to hand out."""
        key = rotate(file, self._clock()) if replace else generate(file, name)
        print(key.verifier)


def _report(where: str, since: Path | None, key: VerifierKey | None) -> Report:
    path = Path(where)
    if path.is_file():
        if since is not None:
            raise NoLog(_("A proof stands for itself: --since is for a whole record."))
        return verify_proof(path.read_bytes(), key=key)
    return verify(source(where), key=key, since=_kept(since))


def _shown(sentence: str) -> str:
    """A sentence without anything that would move the cursor; it may quote what a stranger put into a record."""
    return "".join(sign if sign.isprintable() else "�" for sign in sentence)


def _kept(since: Path | None) -> bytes | None:
    try:
        return since.read_bytes() if since else None
    except OSError as error:
        raise NoLog(_("There is no checkpoint at {path}.").format(path=since)) from error


def _key(given: str | None) -> VerifierKey | None:
    """The key that was given, or the first line of the file that was."""
    if given is None:
        return None
    path = Path(given)
    try:
        text = path.read_text().strip() if path.is_file() else given
        return verifier_key(text)
    except (OSError, ValueError) as error:
        text = _("“{given}” is no verification key; it looks like forum.example/record+c74f20a3+AR….")
        raise BadKey(text.format(given=given)) from error


class BadKey(Refusal):
    """What was given is no verification key."""


def _tree(report: Report) -> dict[str, object]:
    return {
        "holds": report.breach is None,
        "checks": list(map(_shown, report.checks)),
        "breach": _shown(report.breach) if report.breach else None,
        "origin": _shown(report.checkpoint.origin) if report.checkpoint else None,
        "size": report.checkpoint.size if report.checkpoint else None,
        "root": report.checkpoint.root.hex() if report.checkpoint else None,
    }


def commands(clock: Clock) -> typer.Typer:
    """The group of commands, over one clock."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    recording = Recording(clock)
    for command in (recording.build, recording.serve, recording.verify, recording.prove, recording.keygen):
        group.command(command.__name__)(command)
    return group


def main(clock: Clock, arguments: list[str] | None = None) -> int:
    """Run `osaibot record …` by itself.

    Returns:
        0 if all holds or is done, 1 if something was changed, 2 for refused.
    """
    shell = typer.Typer(
        no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None
    )
    shell.callback()(lambda: None)
    shell.add_typer(commands(clock), name="record")
    given = sys.argv[1:] if arguments is None else arguments
    return ended(partial(shell, args=given, prog_name="osaibot"))
