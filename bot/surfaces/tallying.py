"""`osaibot tally`: counts a file of ballots by a named rule, outside the bot."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.polls.parameters import explained as parameters_of
from bot.domain.polls.rulebooks import RULES
from bot.domain.polls.scales import BallotScale
from bot.domain.refusals import Refusal
from bot.services import tallying
from bot.services.tallying.wishes import Counting
from bot.surfaces import console, count_exports
from bot.surfaces.replies import tallies
from bot.texts import _, listed

_WIDTH = 120


def tally(
    file: Annotated[
        Path, typer.Argument(metavar="BALLOTS.csv", help="The ballots, or numbers counted already; - reads input.")
    ],
    rule: Annotated[str | None, typer.Option(metavar="NAME", help="The rule, one of those above.")] = None,
    param: Annotated[list[str] | None, typer.Option(metavar="K=V", help="A parameter; can be repeated.")] = None,
    merge: Annotated[Path | None, typer.Option(metavar="FILE", help="Rows made of others, in YAML.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="Only ballots of this working group.")] = None,
    category: Annotated[list[str] | None, typer.Option(help="Only ballots of this stakeholder category.")] = None,
    freedom: Annotated[list[str] | None, typer.Option(help="Only this freedom.")] = None,
    objections: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Objections to cells, and what became of them.")
    ] = None,
    roll: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The roll; whom it names as excluded is left out.")
    ] = None,
    scale: Annotated[
        BallotScale | None, typer.Option(help="What can be said in a cell; the file tells if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count a file of ballots."""
    if rule is None:
        raise Refusal(_("Name the rule with --rule; there are: {names}.").format(names=listed(sorted(RULES))))
    wish = tallying.Wish(
        rule, tuple(param or ()), merge, tuple(group or ()), tuple(category or ()), tuple(freedom or ()),
        objections, roll, scale,
    )  # fmt: skip
    found = tallying.tally(file, wish)
    if as_json:
        typer.echo(json.dumps(count_exports.count(found), ensure_ascii=False, indent=2))
    else:
        console.printer(sys.stdout, _WIDTH, numbered=False)(tallies.count(found))


def explained() -> str:
    """The help of the command: what it does, and every rule and parameter with a line."""
    width = max(len(name) for name in RULES) + 2
    lines = [_("Count a file of ballots by a named rule; no database is opened."), "", "\b", _("Rules:")]
    for rule in RULES.values():
        lines.append(f"  {rule.name:<{width}}{rule.summary}")
        lines += [f"  {'':<{width}}  {name}: {what}" for name, what in parameters_of(rule.parameters).items()]
    lines += ["", "\b", _("With every rule, where there are ballots:")]
    lines += [f"  {name}: {what}" for name, what in parameters_of(Counting).items()]
    columns = _(
        "The columns are voter, group, category, component, freedom and choice (yes, no, discuss, abstain, or nothing "
        "for no answer; on the scale of a temperature strongly_for, for, neutral, against, strongly_against, abstain, "
        "or nothing), or component, freedom and net, or component, study, use, modify, share and net, or component "
        "and net. docs/tallying.md explains all of it."
    )
    lines += ["", columns]
    return "\n".join(lines)
