"""Dates that a question names: "in May 2023", "on 2024-01-15"."""

from __future__ import annotations

import re

_MONTHS = (
    "january januar janvier enero janeiro gennaio januari jan",
    "february februar fevrier febrero fevereiro febbraio februari feb",
    "march marz mars marzo marco maart mar",
    "april avril abril aprile apr",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno jun",
    "july juli juillet julio julho luglio jul",
    "august aout agosto augustus aug",
    "september septembre septiembre setembro settembre sep sept",
    "october oktober octobre octubre outubro ottobre oct okt",
    "november novembre noviembre novembro nov",
    "december dezember decembre diciembre dezembro dicembre dec",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"((?:19|20)\d\d)"
_ISO = re.compile(rf"\b{_YEAR}-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b(?!-?\d)")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s+(?:of\s+|de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?{_YEAR}\b"
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b")
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\.?,?\s+(?:of\s+|de\s+|del\s+)?{_YEAR}\b")
_CJK = re.compile(rf"{_YEAR}\s*年(?:\s*(\d{{1,2}})\s*月)?")
_YEAR_ONLY = re.compile(
    rf"\b(?:in|since|of|from|before|until|till|by|during|back in|early|late|mid|end of|as of|im|seit|vor|en|"
    rf"depuis|avant|desde|em|nel|dal|dopo|after|ab|vanaf)"
    rf"[ -](?:the year |jahr |l'annee )?{_YEAR}\b(?![-.]\d)"
)


def find_date(text: str) -> str | None:
    """The date in a question, as far as it is said: "2023", "2023-05", "2023-05-31"; None if there is none.

    Args:
        text: In lower case, without accents.
    """
    if found := _ISO.search(text):
        return "-".join(part for part in found.groups() if part)
    if found := _DAY_FIRST.search(text):
        return _dated(found[3], found[2], found[1])
    if found := _MONTH_FIRST.search(text):
        return _dated(found[3], found[1], found[2])
    if found := _MONTH_ONLY.search(text):
        return _dated(found[2], found[1])
    if found := _CJK.search(text):
        return f"{found[1]}-{int(found[2]):02}" if found[2] and 1 <= int(found[2]) <= 12 else found[1]
    found = _YEAR_ONLY.search(text)
    return found[1] if found else None


def _dated(year: str, month: str, day: str = "") -> str:
    number = f"{year}-{_NUMBER[month]:02}"
    return f"{number}-{int(day):02}" if day and 1 <= int(day) <= 31 else number
