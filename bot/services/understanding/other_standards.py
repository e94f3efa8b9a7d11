"""Versions and frameworks that a message names and that we do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.services.understanding.reference_indexes import References
from bot.services.understanding.tokens import MOST_CHARACTERS

_NUMBER = r"v?\d+(?:\.\d+)*(?:[- ]?rc[- ]?\d+)?(?![\w%]|\.\d|-\d)"
_FRAMEWORKS = re.compile(
    r"(?<![\w/.-])(?:(?:the )?(?:(?:EU|European)(?:'s)? )?AI Act|FSFE?|Free Software (?:Foundation|Definition)|"
    r"(?:Open Source Definition|OSD)(?![- ](?:compliant|approved|conformant|compatible|compliance|licen))"
    rf"(?:,? (?:version )?{_NUMBER})?|DFSG|Debian Free Software Guidelines|"
    r"(?<!on )(?<!in )(?<!using )(?<!install )(?<!run )Debian(?! (?:linux|package|server|box|machine|\d))(?:'s)?|"
    r"NIST(?: AI RMF)?|ISO(?:/IEC)? ?\d{4,5}|OECD(?: AI Principles)?|UNESCO|Open Knowledge Foundation|"
    r"Foundation Model Transparency Index|FMTI|(?:European )?Open Source AI Index)(?![\w/])",
    re.IGNORECASE,
)
_NAMED_VERSIONS = (
    (
        "osaid",
        rf"(?:OSAID|(?:OSI'?s? )?Open[- ]Source AI Definition)(?:,? (?:version|draft|release))? ?({_NUMBER})",
    ),
    ("osaid", rf"(?:version|draft) ({_NUMBER}) of (?:the )?(?:OSAID|(?:Open[- ]Source )?(?:AI )?definition)"),
    (
        "osaid",
        rf"(?:definition(?:,? version)?|draft|checklist|under|against|per) ({_NUMBER})(?! (?:[bm]\b|billion|million|"
        r"percent|gpus?|tokens|gb|years?|months?|weeks?|days?|conditions|licen|of \w|parameters|users))",
    ),
    ("osaid", r"(v?0\.0\.\d+(?:\.\d+)?|(?:v?\d+\.\d+[- ]?)?rc[- ]?\d+|release candidate \d+)(?![\w.-]*\w)"),
    ("mof", rf"(?:MOF|Model Openness Framework)(?:,? version)? ({_NUMBER})"),
    ("g7", r"G7 (?:words? |vocabulary |definitions? )?((?:19|20)\d\d)"),
)
_VERSIONS = tuple((id_, re.compile(rf"(?<![\w.-]){pattern}", re.IGNORECASE)) for id_, pattern in _NAMED_VERSIONS)
_PLAIN = re.compile(r"release candidate|^v|[- ]")


def find_other_standards(text: str, references: References, systems: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Find names of versions that do not exist and of frameworks that we do not hold, as written, each once.

    Args:
        systems: Where names of systems and licences stand in the text; a number in one of them is no version.
    """
    read, others = text[:MOST_CHARACTERS], list(systems)
    found = sorted([*_frameworks(read), *_versions(read, references, others)], key=lambda span: (span[0], -span[1]))
    names: list[str] = []
    end = 0
    for start, after in found:
        if start >= end:
            names.append(read[start:after])
            end = after
    return tuple(dict.fromkeys(names))


def _frameworks(text: str) -> Iterator[tuple[int, int]]:
    for match in _FRAMEWORKS.finditer(text):
        yield match.start() + 4 * match[0].casefold().startswith("the "), match.end()


def _versions(text: str, references: References, others: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for id_, pattern in _VERSIONS:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            within = any(first < end and start < after for first, after in others)
            if id_ in references.versions and not within and not _held(match[1], references.versions[id_]):
                whole = match.start() if match.start() < start and _says_what(match[0]) else start
                yield whole, match.end() if whole < start else end


def _says_what(written: str) -> bool:
    return not written.casefold().startswith(("under ", "against ", "per ", "checklist "))


def _held(version: str, versions: Iterable[str]) -> bool:
    plain = _PLAIN.sub(lambda found: "rc" if len(found[0]) > 1 else "", version.casefold())
    return plain in versions or plain.removesuffix(".0") in versions
