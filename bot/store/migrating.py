"""Bringing a database to the shape that this version of the bot needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.domain.refusals import Refusal
from bot.store.engines import Store
from bot.texts import _


class NewerDatabase(Refusal):
    """The database was last used by a later version of the bot."""


async def migrate(store: Store, migrations: Path) -> bool:
    """Bring the database to the newest shape.

    Args:
        store: The database.
        migrations: The folder with Alembic's scripts, which are called by their revision ("0001_…").

    Returns:
        Whether anything had to be done.

    Raises:
        NewerDatabase: The database is ahead of this version; nothing was changed.
    """
    known = sorted(path.stem.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*.py"))
    async with store.connection() as connection:
        if not store.embedded:
            # Processes that start at once wait here for the first; SQLite's write lock does it already.
            await connection.execute(text("SELECT pg_advisory_xact_lock(7265000)"))
        current = await connection.run_sync(_current)
        if current == known[-1]:
            return False
        if current is not None and current not in known:
            message = _(
                "The database {database} was last used by a newer version of the bot (its shape is {current}, "
                "this version knows {newest}): install that version again, or name another database."
            )
            raise NewerDatabase(message.format(database=store, current=current, newest=known[-1]))
        await connection.run_sync(_upgrade, migrations)
    return True


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection, migrations: Path, revision: str = "head") -> None:
    # Alembic is slow to import, and most starts have nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def downgrade(connection: Connection, migrations: Path, revision: str) -> None:
    """Take a database back to an earlier shape ("base" for an empty one)."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)
