"""`osaibot minutes`: makes minutes of the log of a meeting, outside the bot."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.domain.meetings.model_sentences import Step
from bot.domain.meetings.suggesting import CUED
from bot.domain.refusals import Refusal
from bot.services.minutes import Draft, Wishes, draft, files
from bot.services.minutes.log_files import BadLog
from bot.settings import read_settings
from bot.surfaces import minute_exports, minute_models, minute_texts, plain
from bot.surfaces.options import ConfigOption
from bot.texts import _

_REFUSED = 2


def minutes(
    logs: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Logs or transcripts, or folders of them; - reads input.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; of several files one object a line.")] = False,
    words: Annotated[int, typer.Option(metavar="N", min=0, max=2000, help="How long the summary may be.")] = 100,
    cued: Annotated[int, typer.Option(metavar="N", min=0, max=200, help="How many suggestions rest on words.")] = CUED,
    alike: Annotated[bool, typer.Option("--alike", help="Suggest what is merely like a decision, too.")] = False,
    recording: Annotated[
        str | None, typer.Option(metavar="H:MM:SS", help="How long the recording is, to tell what is missing.")
    ] = None,
    model: Annotated[
        bool,
        typer.Option("--model", help="Let the configured language model word the topics: it is sent what was said."),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Make minutes of the log of a meeting; no database is opened."""
    wishes = Wishes(words, cued, alike, _length(recording))
    found = files(logs)
    finished = _worded(config) if model else _as_it_is
    if len(found) == 1:
        made = finished(draft(found[0], wishes=wishes))
        typer.echo(
            json.dumps(minute_exports.minutes(made), ensure_ascii=False, indent=2) if as_json else _text(made),
            nl=as_json,
        )
        return
    refused = 0
    for number, path in enumerate(found):
        try:
            made = finished(draft(path, wishes=wishes))
        except Refusal as refusal:
            # One file that cannot be read does not keep the others back.
            refused += 1
            print(plain.plain(str(refusal)), file=sys.stderr)
            continue
        if as_json:
            typer.echo(json.dumps(minute_exports.minutes(made), ensure_ascii=False))
        else:
            typer.echo(("\n" if number else "") + _text(made), nl=False)
    if refused:
        raise typer.Exit(_REFUSED)


def _length(text: str | None) -> timedelta | None:
    """Read a length: "1:09:00", "69:00"."""
    if text is None:
        return None
    parts = text.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        raise BadLog(_("“{text}” is no length of a recording: write it as 1:09:00.").format(text=plain.plain(text)))
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return timedelta(seconds=seconds)


def _as_it_is(made: Draft) -> Draft:
    return made


def _worded(config: Path | None) -> Callable[[Draft], Draft]:
    """What lets the configured model word a draft; how far it is shows on standard error.

    Raises:
        NoModel: None is configured.
    """
    from bot.services.minutes.modelling import endpoint, worded  # noqa: PLC0415 - only --model needs the network
    from bot.summarisers.chat_model import ChatModel  # noqa: PLC0415

    settings = read_settings(config, None, os.environ)
    chat_model = ChatModel(endpoint(settings.minutes.chat_model, os.environ))

    def finished(made: Draft) -> Draft:
        def progress(number: int, count: int, step: Step) -> None:
            print(minute_models.progress(made.file, number, count, step), file=sys.stderr, flush=True)

        return asyncio.run(worded(made, chat_model, progress))

    return finished


def _text(made: Draft) -> str:
    return minute_texts.minutes(made)


def explained() -> str:
    """The help of the command."""
    made = _("Make minutes of logs of meetings by the marks in them: osaibot minutes FILE...; no database is opened.")
    marks = _(
        "Logs of IRC clients and bots, transcripts of calls (WebVTT, SRT, names before colons) and saved chats are "
        "told apart without being named. docs/minutes.md lists the marks."
    )
    return f"{made}\n\n{marks}"


def grouped() -> str:
    """The help of the group in which it stands."""
    options = _("osaibot minutes FILE --help tells what can be said beside files.")
    more = _("The commands below are about the minutes of town halls that the bot keeps.")
    return "\n\n".join([explained(), options, more])


OF_FILES = "of-files"
"""What the shell calls the command when it is given files instead of the name of a command."""


class FilesOrCommands(TyperGroup):
    """Commands about the minutes of town halls; what is no name of one is taken for the file of a log."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command in front of files and of options; a file with a command's name is ./NAME."""
        first = args[0] if args else "--help"
        if first not in self.commands and first not in ctx.help_option_names:
            args = [OF_FILES, *args]
        return super().parse_args(ctx, args)
