"""Parameters of rules: written as ``q=2/3``, read strictly, kept as fractions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar, get_type_hints

from bot.domain.refusals import Refusal
from bot.texts import _, listed

T = TypeVar("T")

_MINUS = "\N{MINUS SIGN}"
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,12})?")
_RATIO = re.compile(r"\d{1,9}/\d{1,9}")


class BadParameter(Refusal):
    """A parameter that the rule does not have, or a value that it cannot take."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """How a field of a rule's parameters is written.

    ``name`` is the letter of the rule's formula, where it has one; ``read`` makes a value of a text (a ValueError's
    message completes "takes …"); ``what`` says in words what it is.
    """

    name: str
    read: Callable[[str], Any]
    what: str


def parameters(kind: type[Any]) -> Mapping[str, Parameter]:
    """The parameters that a rule takes, by the name of the field that holds each."""
    hints = get_type_hints(kind, include_extras=True)
    return {one.name: hints[one.name].__metadata__[0] for one in fields(kind)}


def number(text: str) -> Fraction:
    """Read a number: 2, 0.5, 2/3 or 67%; never through a binary fraction."""
    stripped = text.strip().replace(_MINUS, "-")
    if _RATIO.fullmatch(stripped) and int(stripped.split("/")[1]):
        return Fraction(stripped)
    if stripped.endswith("%") and _DECIMAL.fullmatch(stripped[:-1].strip()):
        return Fraction(stripped[:-1].strip()) / 100
    if _DECIMAL.fullmatch(stripped):
        return Fraction(stripped)
    raise ValueError(_("a number such as 2, 0.5, 2/3 or 67%"))


def a_share(text: str) -> Fraction:
    """Read a share of a whole, above 0 and up to 1."""
    value = number(text)
    if not 0 < value <= 1:
        raise ValueError(_("a share above 0 and up to 1, such as 2/3, 0.75 or 75%"))
    return value


def a_count(text: str) -> int:
    """Read a count of at least 1."""
    if not re.fullmatch(r"\d{1,9}", text.strip()) or int(text) < 1:
        raise ValueError(_("a whole number of at least 1"))
    return int(text)


def yes_or_no(text: str) -> bool:
    """Read yes or no."""
    if text.strip().lower() not in ("yes", "no"):
        raise ValueError(_("yes or no"))
    return text.strip().lower() == "yes"


def names_of(text: str) -> tuple[str, ...]:
    """Read names, parted by commas."""
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found:
        raise ValueError(_("names, parted by commas"))
    return found


def one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Read one word of a closed set."""

    def read(text: str) -> StrEnum:
        try:
            return kind(text.strip().lower())
        except ValueError:
            raise ValueError(_("one of {words}").format(words=", ".join(kind))) from None

    return read


def pairs(texts: Iterable[str]) -> Mapping[str, str]:
    """Part texts such as ``q=2/3`` into names and values.

    Raises:
        BadParameter: One has no "=", or a name comes twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise BadParameter(_("A parameter is written as name=value; “{text}” is not.").format(text=text))
        if name.strip() in found:
            raise BadParameter(_("The parameter “{name}” is given twice.").format(name=name.strip()))
        found[name.strip()] = value.strip()
    return found


def explained(kind: type[Any]) -> Mapping[str, str]:
    """What each parameter is, in words, by its name, with what it is unless stated."""
    text = _("{what} ({default} unless stated)")
    unless = values(kind())
    return {one.name: text.format(what=one.what, default=shown(unless[one.name])) for one in parameters(kind).values()}


def filled(kind: type[T], given: Mapping[str, str], others: Collection[str] = ()) -> T:
    """The parameters with the values given, the others as they are unless stated.

    Args:
        kind: A rule's parameters.
        given: Texts by the name of the parameter.
        others: Names that are read elsewhere, to be told with this rule's own.

    Raises:
        BadParameter: There is no such parameter, or the value does not fit.
    """
    fields_by_name = {one.name: field for field, one in parameters(kind).items()}
    read: dict[str, Any] = {}
    for name, text in given.items():
        if name not in fields_by_name:
            message = _("There is no parameter “{name}” here; there are: {names}.")
            raise BadParameter(message.format(name=name, names=listed(sorted({*fields_by_name, *others})) or _("none")))
        field = fields_by_name[name]
        try:
            read[field] = parameters(kind)[field].read(text)
        except ValueError as error:
            message = _("The parameter “{name}” takes {expected}, not “{text}”.")
            raise BadParameter(message.format(name=name, expected=error, text=text)) from error
    try:
        return kind(**read)
    except ValueError as error:
        raise BadParameter(str(error)) from error


def values(given: Any) -> Mapping[str, Any]:
    """The parameters by the name under which they are written."""
    return {one.name: getattr(given, field) for field, one in parameters(type(given)).items()}


def shown(value: Any) -> str:
    """A value as it would be written to be read again."""
    if value is None or value == ():
        return _("none")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(shown(part) for part in value)
    return exact(value) if isinstance(value, Fraction) else str(value)


def exact(value: Fraction) -> str:
    """A fraction as a decimal where that is exact, else as one number over another."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
