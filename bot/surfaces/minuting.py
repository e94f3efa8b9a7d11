"""`osaibot minutes`: makes minutes of the log of a meeting, outside the bot."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.refusals import Refusal
from bot.services.minutes import Draft, draft, files
from bot.surfaces import minute_exports, minute_texts, plain
from bot.texts import _

_REFUSED = 2


def minutes(
    logs: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Logs or transcripts, or folders of them; - reads input.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; of several files one object a line.")] = False,
    words: Annotated[int, typer.Option(metavar="N", min=0, max=2000, help="How long the summary may be.")] = 100,
) -> None:
    """Make minutes of the log of a meeting; no database is opened."""
    found = files(logs)
    if len(found) == 1:
        made = draft(found[0], words)
        typer.echo(
            json.dumps(minute_exports.minutes(made), ensure_ascii=False, indent=2) if as_json else _text(made),
            nl=as_json,
        )
        return
    refused = 0
    for number, path in enumerate(found):
        try:
            made = draft(path, words)
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


def _text(made: Draft) -> str:
    return minute_texts.minutes(made)


def explained() -> str:
    """The help of the command."""
    marks = _(
        "Logs of IRC clients and bots, transcripts of calls (WebVTT, SRT, names before colons) and saved chats are "
        "told apart without being named. docs/minutes.md lists the marks."
    )
    return "\n\n".join([_("Make minutes of the log of a meeting by the marks in it; no database is opened."), marks])
