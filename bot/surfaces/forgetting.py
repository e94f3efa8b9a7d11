"""The operator's own commands about people: what is kept of somebody who asks by mail, and forgetting them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.privacy.persons import Subject
from bot.services.privacy.forgetting import read_names
from bot.surfaces.commands.people import person_named
from bot.surfaces.options import ConfigOption, DatabaseOption, WithApp
from bot.surfaces.poll_files import written
from bot.surfaces.replies import privacy
from bot.texts import _

_OPERATOR = Actor("terminal:operator", "operator")

PersonArgument = Annotated[str, typer.Argument(help=_("The account, such as discord:42."))]


def add_commands(group: typer.Typer, with_app: WithApp) -> None:
    """Add the commands to their group; ``with_app`` opens the bot for them and closes it after.

    Whoever has the machine has the database: here it takes one person, and no role.
    """

    @group.command("export")
    def export(
        person: PersonArgument,
        folder: Annotated[Path, typer.Argument(help=_("Where the file goes; it is made if it is missing."))],
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Write all that is kept of somebody into a file, to be sent to them."""

        async def work(app: App) -> int:
            view = await app.privacy.of(person_named(person, _OPERATOR))
            typer.echo(privacy.exported_for_operator(view))
            typer.echo(await written(app, folder, (privacy.file(view),)))
            return 0

        with_app(config, database, work)

    @group.command("forget")
    def forget(
        person: PersonArgument,
        names: Annotated[str | None, typer.Option(help=_("How others call them, parted by semicolons."))] = None,
        sure: Annotated[bool, typer.Option("--sure", help=_("Do it; left out, what goes is counted."))] = False,
        config: ConfigOption = None,
        database: DatabaseOption = None,
    ) -> None:
        """Forget somebody who asked for it, and write the database's file anew; it cannot be undone."""

        async def work(app: App) -> int:
            subject = Subject(person_named(person, _OPERATOR), read_names(names))
            if not sure:
                typer.echo(privacy.counted_for_operator(await app.privacy.of(subject.id)))
                return 0
            typer.echo(privacy.asked(await app.forgetting.forget(subject)).text)
            return 0

        with_app(config, database, work)
