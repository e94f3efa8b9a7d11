"""The operator's part of curation, in the shell alone: systems as files, verdicts as tables."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.surfaces.options import ConfigOption, DatabaseOption, WithApp
from bot.surfaces.verdict_tables import Format, write_table
from bot.texts import _


def add_commands(group: typer.Typer, with_app: WithApp) -> None:
    """Add the commands to their group; ``with_app`` opens the bot for one of them and closes it after."""

    @group.command("export")
    def export(
        folder: Annotated[
            Path, typer.Argument(help="Where the files go: definitions/systems, or a folder of its own.")
        ],
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Write every system of the database as a file again, and read the files back as proof."""

        async def work(app: App) -> int:
            done = await app.exports.systems(folder)
            text = _("{folder}: {written} written, {unchanged} unchanged, {removed} removed. They read back the same.")
            counts = {"written": done.written, "unchanged": done.unchanged, "removed": done.removed}
            typer.echo(text.format(folder=folder, **counts))
            return 0

        with_app(config, database, work)

    @group.command("verdicts")
    def verdicts(
        definition: Annotated[str | None, typer.Option(help='A version, such as "osaid 1.0"; else all.')] = None,
        format: Annotated[Format, typer.Option(help="How the table is written.")] = Format.CSV,
        output: Annotated[Path | None, typer.Option(help="A file for it; else standard output.")] = None,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Print a table of all verdicts."""

        async def work(app: App) -> int:
            rows = await app.systems.verdicts(definition)
            content = (await asyncio.to_thread(write_table, rows, format)).encode()
            if output is None:
                # Bytes, so that no platform changes the ends of lines.
                typer.echo(content, nl=False)
            else:
                await app.exports.save(output, content)
            return 0

        with_app(config, database, work)
