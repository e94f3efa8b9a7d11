"""Where pages of systems and versions stand: paths from the site's root, and places within a page; for ever."""

from __future__ import annotations

from urllib.parse import quote

from bot.domain.definitions import Definition


def system_path(id_: str) -> str:
    """The page of a system."""
    return f"s/{quote(id_)}/"


def system_place(id_: str, component: str) -> str:
    """What the page of a system says of a component."""
    return f"{system_path(id_)}#{component_anchor(component)}"


def component_path(component: str) -> str:
    """The page of a component over all polls and versions."""
    return f"c/{component_anchor(component)}/"


def definition_path(definition: Definition) -> str:
    """The page of a version."""
    return f"v/{stem(definition)}/"


def difference_path(after: Definition, before: Definition) -> str:
    """The page of what changed from one version to another."""
    return f"{definition_path(after)}since/{stem(before)}/"


def stem(definition: Definition) -> str:
    """A version as addresses name it: ``osaid-1.0``."""
    return quote(f"{definition.id}-{definition.version}")


def component_anchor(component: str) -> str:
    """The place of a component on a page: ``training-code``."""
    return component.replace("_", "-")


def row_anchor(definition: Definition, row: str) -> str:
    """The place of a row of a version on the page of a system: ``osaid-1.0/training-code``."""
    return f"{stem(definition)}/{row}"
