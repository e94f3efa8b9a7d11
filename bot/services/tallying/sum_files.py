"""Files of numbers that were counted already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.definitions import Freedom
from bot.services.tallying.tables import Names, Table, quoted, refuse_missing, word
from bot.texts import _

LIMIT_COMPONENTS = 2000
FREEDOMS = {freedom.value: freedom for freedom in Freedom}
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers that were counted already: for every component by freedom, or under None where there is only one."""

    values: Mapping[str, Mapping[Freedom | None, Fraction]]


def read(table: Table) -> Sums:
    """Read a table that has columns of numbers; what is wrong is noted in it."""
    if "freedom" in table.columns:
        refuse_missing(table, ("component", "freedom", "net"))
    else:
        refuse_missing(table, ("component",))
    one = _narrow if "freedom" in table.columns else _wide
    values: dict[str, dict[Freedom | None, Fraction]] = {}
    names = Names("component", table.problems, LIMIT_COMPONENTS)
    for line, row in table.rows():
        component = names(row[table.columns["component"]], line)
        found = values.setdefault(component, {})
        for freedom, value in one(table, line, row).items():
            if freedom in found:
                expected = _("expected each component once for each freedom, found {name} again")
                table.problems.add(line, "component", expected.format(name=quoted(component)))
            found[freedom] = value
    if not values and not table.problems.count:
        table.problems.add(0, "", _("expected at least one line below the column names"))
    return Sums(values)


def _narrow(table: Table, line: int, row: list[str]) -> Mapping[Freedom | None, Fraction]:
    freedom = word(row[table.columns["freedom"]], FREEDOMS, line, "freedom", table.problems)
    value = _number(table, "net", line, row)
    return {} if freedom is None or value is None else {freedom: value}


def _wide(table: Table, line: int, row: list[str]) -> Mapping[Freedom | None, Fraction]:
    """One value a freedom where all four have a column, and then their sum has to be the net; else the net alone."""
    there = [freedom for freedom in Freedom if freedom in table.columns]
    read = {freedom: _number(table, freedom, line, row) for freedom in there}
    net = _number(table, "net", line, row) if "net" in table.columns else None
    found: dict[Freedom | None, Fraction] = {name: value for name, value in read.items() if value is not None}
    if len(found) < len(there) or ("net" in table.columns and net is None):
        return {}
    if net is None:
        return found
    whole = sum(found.values(), Fraction(0))
    if len(there) == len(Freedom) and whole != net:
        expected = _("expected the sum of the four freedoms, {sum}, found {net}")
        table.problems.add(line, "net", expected.format(sum=float(whole), net=float(net)))
    return found if len(there) == len(Freedom) else {None: net}


def _number(table: Table, column: str, line: int, row: list[str]) -> Fraction | None:
    text = row[table.columns[column]].strip().replace(_MINUS, "-")
    if table.delimiter != ",":
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        expected = _("expected a number such as 29 or -2, 0 for none; found {text}")
        table.problems.add(line, column, expected.format(text=quoted(row[table.columns[column]])))
        return None
    return Fraction(text)
