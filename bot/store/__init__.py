"""The database: SQLite on one machine, PostgreSQL past it, through the same code. Rows never leave this package."""

from bot.store.engines import DatabaseUnavailable, Store
from bot.store.migrating import NewerDatabase, migrate
from bot.store.records import Records

__all__ = ["DatabaseUnavailable", "NewerDatabase", "Records", "Store", "migrate"]
