"""The stores that the tests here work on."""

from __future__ import annotations

from tests.support.stores import (
    blank,
    blank_url,
    migrated_file,
    migrated_postgres,
    migrated_sqlite,
    migrated_template,
    other,
    store,
    store_url,
)

__all__ = [
    "blank",
    "blank_url",
    "migrated_file",
    "migrated_postgres",
    "migrated_sqlite",
    "migrated_template",
    "other",
    "store",
    "store_url",
]
