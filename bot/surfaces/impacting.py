"""`osaibot curation impact`: a draft of a definition against the version in force."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.domain.refusals import Refusal
from bot.surfaces import console, exports
from bot.surfaces.options import ConfigOption, DatabaseOption, WithApp
from bot.surfaces.replies import impacts
from bot.surfaces.reply import Picture
from bot.texts import _


class Impacting:
    """The command, over a way to open the app."""

    def __init__(self, with_app: WithApp) -> None:
        self._with_app = with_app

    def impact(
        self,
        file: Annotated[Path, typer.Argument(help="The draft, a file like those in definitions/.")],
        against: Annotated[str | None, typer.Option(help="A version; the one in force if left out.")] = None,
        picture: Annotated[Path | None, typer.Option(help="Draw the systems that change into this PNG file.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Judge every system by a draft: which change verdict, and by which clause."""

        async def work(app: App) -> int:
            found = await app.definitions.impact(file.name, _content(file), against)
            reply = impacts.impact(found, file.name)
            if picture is not None and reply.picture is not None:
                _write(picture, await _drawn(reply.picture))
            if as_json:
                sys.stdout.write(json.dumps(exports.impact(found, reply), ensure_ascii=False) + "\n")
            else:
                console.printer(sys.stdout, 100, numbered=False)(reply)
            return 0

        self._with_app(config, database, work)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = _("The draft {file} cannot be read: {why}.")
        raise Refusal(text.format(file=file, why=error.strerror)) from error


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        text = _("The picture cannot be written to {file}: {why}.")
        raise Refusal(text.format(file=file, why=error.strerror)) from error


async def _drawn(picture: Picture) -> bytes:
    from bot.surfaces.pictures import Painter  # noqa: PLC0415 - slow to import, seldom needed

    return await Painter().draw(picture)
