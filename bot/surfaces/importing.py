"""`osaibot import`: other projects' files, from the shell alone."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated

import typer

from bot.app import App
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import Assessor
from bot.importers import IMPORTERS, Importer, choose
from bot.services.imports import Doubt, Imported, Progress
from bot.surfaces import console
from bot.surfaces.options import ConfigOption, DatabaseOption, WithApp
from bot.surfaces.replies import imports
from bot.surfaces.reply import Reply
from bot.texts import _

NOTHING_READ = 2

PathsArgument = Annotated[list[str], typer.Argument(help="Files, folders, or patterns in quotes.", metavar="PATH...")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a file and line.")]


def commands(with_app: WithApp) -> typer.Typer:
    """The group of commands, over a way to open the app."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, summary in (
        ("mot", _("Import files of the Model Openness Tool, as claims of that project.")),
        ("osai-index", _("Import files of the European index or of its ancestor, as claims of theirs.")),
    ):
        group.command(name, help=summary)(_bringing(IMPORTERS[name], with_app))
    group.command("match", help=_("Settle which system an imported file means; later imports keep to it."))(
        _matching(with_app)
    )
    return group


def _bringing(importer: Importer, with_app: WithApp) -> Callable[..., None]:
    def bring(
        paths: PathsArgument,
        dry_run: DryRunOption = False,
        as_json: JsonOption = False,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        chosen = choose(paths, importer.passed_over)

        async def work(app: App) -> int:
            with _progress() as progress:
                found = await app.imports.bring(importer, chosen, dry_run=dry_run, progress=progress)
            if as_json:
                _print_json(importer, found)
            else:
                _show(imports.summary(found, dry_run=dry_run))
                if not dry_run and sys.stdin.isatty() and sys.stdout.isatty():
                    await _settle(app, found.doubtful)
            return NOTHING_READ if found.broken == len(found.readings) else 0

        with_app(config, database, work)

    return bring


def _matching(with_app: WithApp) -> Callable[..., None]:
    def match(
        project: Annotated[str, typer.Argument(help="mot or osai-index, or the project's own id.")],
        file: Annotated[str, typer.Argument(help="The name of the imported file.")],
        system: Annotated[str, typer.Argument(help='The system that it means; "none" for none of ours.')],
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        projects = _projects(project)

        async def work(app: App) -> int:
            _show(imports.settled(await app.imports.match(projects, file, system)))
            return 0

        with_app(config, database, work)

    return match


async def _settle(app: App, doubts: Sequence[Doubt]) -> None:
    """Ask about each doubtful entry; what is not answered stays open."""
    for doubt in doubts:
        answer = _asked(doubt)
        if answer is None:
            return
        if answer:
            try:
                _show(imports.settled(await app.imports.match((doubt.entry.project,), doubt.entry.file, answer)))
            except Refusal as refusal:
                _show(Reply(_("Not done"), str(refusal)))


def _asked(doubt: Doubt) -> str | None:
    """What somebody typed, a number read as the candidate it stands for; None where no more is to be asked."""
    # Of itself, input() writes its prompt where errors go.
    print(imports.question(doubt), end="", flush=True)
    try:
        typed = input().strip()
    except (EOFError, KeyboardInterrupt):
        return None
    numbers = {str(number): candidate for number, candidate in enumerate(doubt.candidates, start=1)}
    return numbers.get(typed, typed)


def _show(reply: Reply) -> None:
    console.printer(sys.stdout, 100, numbered=False)(reply)


def _projects(name: str) -> tuple[Assessor, ...]:
    known = {importer.name: importer.projects for importer in IMPORTERS.values()}
    known |= {project.value: (project,) for importer in IMPORTERS.values() for project in importer.projects}
    if name not in known:
        text = _("No importer is called “{name}”; there are: {known}.")
        raise Unknown(text.format(name=name, known=", ".join(known)))
    return known[name]


def _print_json(importer: Importer, found: Imported) -> None:
    for number, reading in enumerate(found.readings):
        print(json.dumps(importer.as_json(reading, found.systems.get(number)), ensure_ascii=False), flush=True)


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error, where somebody looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    # Only a terminal needs it; a pipe should not wait for its import.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Reading"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
