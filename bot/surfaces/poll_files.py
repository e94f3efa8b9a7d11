"""The files that go with answers about polls, written in the shell."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.domain.refusals import Refusal
from bot.surfaces.options import ConfigOption, DatabaseOption, WithApp
from bot.surfaces.replies import poll_closings
from bot.surfaces.reply import Attachment
from bot.texts import _


def add_commands(group: typer.Typer, with_app: WithApp) -> None:
    """Add the command to its group; ``with_app`` opens the bot for it and closes it after."""

    @group.command("files")
    def files(
        poll: Annotated[str, typer.Argument(help="The number of the poll.")],
        folder: Annotated[Path, typer.Argument(help="Where the files go; it is made if it is missing.")],
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Write ballots, roll and tally of a closed poll, from which anyone can count again."""

        async def work(app: App) -> int:
            found = poll_closings.result_files(await app.poll_results.result(poll))
            typer.echo(await written(app, folder, found))
            return 0

        with_app(config, database, work)


async def written(app: App, folder: Path, files: Sequence[Attachment]) -> str:
    """Write files into a folder, and say which.

    Raises:
        Refusal: The folder cannot be made, or a file not be written.
    """
    try:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    except OSError as error:
        text = _("{folder} cannot be made ({reason}); name another folder.")
        raise Refusal(text.format(folder=folder, reason=error.strerror)) from error
    for one in files:
        await app.exports.save(folder / one.name, one.content)
    return _("{folder}: {names}.").format(folder=folder, names=", ".join(one.name for one in files))
