"""What somebody asks why about: a version, a row, a component or a system, as it was typed."""

from __future__ import annotations

from bot.domain.definitions import Definition, Requirement
from bot.domain.libraries import Reference
from bot.domain.names import fold
from bot.domain.numbers import numbered
from bot.domain.refusals import Unknown
from bot.domain.systems import Component
from bot.services.libraries import Snapshot
from bot.services.naming import resolve
from bot.texts import _

_OTHER_KINDS = {
    "P-": _("{number} is a poll: /poll result shows what came out, and which decisions rest on it."),
    "T-": _("{number} is a town hall: /minutes show tells what it settled, and which decisions rest on it."),
    "E-": _("{number} is an endorsement: /endorsement show tells what became of it."),
}


def check_kind(about: str) -> None:
    """Refuse the number of something else than a decision, and say where it is told.

    Raises:
        Unknown: It is one.
    """
    typed = about.strip().upper()
    if (told := _OTHER_KINDS.get(typed[:2])) and numbered(typed, typed[0], 0):
        raise Unknown(told.format(number=typed))


def version_called(reference: Reference, text: str) -> Definition | None:
    """The version that is called so; None if none is."""
    wanted = fold(text)
    return next((one for label, one in reference.definitions.items() if fold(label) == wanted), None)


def row_called(version: Definition, text: str) -> Requirement | None:
    """The row of a version that is called so, or whose component is; or the only one of a clause."""
    wanted = fold(text)
    for row in version.requirements:
        if wanted in (fold(row.id), fold(row.name), fold(row.component), fold(row.component_name)):
            return row
    of_clause = [row for row in version.requirements if fold(row.clause) == wanted]
    return of_clause[0] if len(of_clause) == 1 else None


def component_called(reference: Reference, text: str) -> Component | None:
    """The component that is called so; None if none is."""
    wanted = fold(text)
    return next(
        (
            one
            for one in reference.components.values()
            if wanted in {fold(name) for name in (one.id, one.name, *one.aliases)}
        ),
        None,
    )


def system_called(text: str, snapshot: Snapshot) -> str:
    """The id of the system that a text means.

    Raises:
        Unknown: None is called so.
    """
    try:
        return resolve(text, snapshot)
    except Unknown as error:
        sentence = _("{error} /why takes a component or a clause (training code, osaid 1.0/training-code), a system, a "
                     "version, or a decision (D-2026-0014).")  # fmt: skip
        raise Unknown(sentence.format(error=error)) from error
