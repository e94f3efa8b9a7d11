"""A small folder of data files, whole and right, for a test to spoil."""

from __future__ import annotations

import hashlib
from pathlib import Path
from textwrap import dedent

import pytest

from bot.definitions import BadFiles, read_files
from bot.domain.libraries import Library

COMPONENTS = """\
components:
  - id: training_code
    name: Training code
    kind: code
    what: The programs that trained the model.
    aliases: [training scripts]
  - id: supporting_libraries
    name: Supporting libraries
    kind: code
    what: What the programs use.
  - id: model_parameters
    name: Model parameters
    kind: model
    what: What was learned.
"""

LICENCES = """\
licences:
  - id: MIT
    name: MIT License
    kind: code
    osi_approved: true
    open_definition: not listed
    use_restrictions: "no"
    limited: "no"
    mof_open: true
    spdx_listed: true
    source: https://spdx.org/licenses
    names: [mit licence]
  - id: CC-BY-4.0
    name: Creative Commons Attribution 4.0
    kind: content
    osi_approved: false
    open_definition: "yes"
    use_restrictions: "no"
    limited: "no"
    mof_open: true
    spdx_listed: true
    source: https://spdx.org/licenses
"""

TERMS = """\
terms:
  - id: open-licence
    name: open licence
    meaning: A licence that is open.
    rule: We accept an OSI-approved licence.
    accepts: [osi-approved]
    closed_list: true
    accepts_gated: false
    source: osaid 1.0
    named:
      CC-BY-4.0: CC-BY-4.0 is accepted by name
rules:
  gated: What must be asked for does not count.
  partial: A part is not the whole.
  mixed: Each licence must be accepted.
  none_stated: Silence permits nothing.
  inherited: A system is judged with its base.
  second_hand: Others count where nothing first hand answers.
  review: A pass answers where facts do not.
  not_certification: This is no certification.
"""

DEFINITION = """\
id: osaid
version: "1.0"
title: Open Source AI Definition 1.0
status: stable
published: "2024-10-28"
summary: Asks for training code and parameters.
conforms_when: Both are there.
verdict_level: open
sources:
  - title: The text
    url: https://example.org/osaid-1.0

requirements:
  - id: training-code
    name: Training code
    group: Code
    component: training_code
    obligation: required
    terms: open-licence
    freedoms: [use, study, modify, share]
    clause: Code
  - id: libraries
    name: Libraries
    group: Code
    component: supporting_libraries
    obligation: required
    terms: open-licence
    freedoms: [use]
    clause: Code
    carried_by: [training-code]
  - id: parameters
    name: Parameters
    group: Model
    component: model_parameters
    obligation: required
    freedoms: [use]
    clause: Model

levels:
  - id: open
    name: Open
    requires:
      all_of:
        - training-code
        - libraries
        - parameters
"""

BASE = """\
id: base
name: Base One
developer: Lab
kind: language
family: base
aliases: [the base]
reader: discord:42
facts:
  training_code:
    access: open
    licence: MIT
    source: https://example.org/base
    read_on: "2026-05-11"
  model_parameters:
    access: open
    extent: full
    licence: MIT OR CC-BY-4.0
    source: https://example.org/base
"""

TUNED = """\
id: tuned
name: Tuned Two
developer: Tuner
kind: language
family: base
bases: [base]
released: "2026-05"
reader: discord:42
facts:
  model_parameters:
    access: gated
    licence: none-stated
    source: https://example.org/tuned
    read_on: "2026-05-12"
reviews:
  - by: osi-volunteers
    definitions: ["osaid 1.0"]
    outcome: failed
    date: "2024-10"
    source: https://example.org/review
"""

FILES = {
    "vocabulary/components.yaml": COMPONENTS,
    "vocabulary/licences.yaml": LICENCES,
    "vocabulary/terms.yaml": TERMS,
    "osaid-1.0.yaml": DEFINITION,
    "systems/base.yaml": BASE,
    "systems/tuned.yaml": TUNED,
}


class Folder:
    """Data files in a folder of the test's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)
        self.freeze("osaid-1.0.yaml")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file; text may be indented as the test is."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())

    def replace(self, name: str, old: str, new: str) -> None:
        """Write a file with one passage changed, and freeze it again if it was frozen."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        if name in (self.root / "DIGESTS").read_text(encoding="utf-8"):
            self.freeze(name)

    def freeze(self, *names: str) -> None:
        """Say of files that they are published as they stand now."""
        digests = [(hashlib.sha256((self.root / name).read_bytes()).hexdigest(), name) for name in names]
        self.write("DIGESTS", "".join(f"{digest}  {name}\n" for digest, name in digests))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.root / name).unlink()

    def read(self) -> Library:
        """Read it; BadFiles if something is wrong."""
        return read_files(self.root)

    def problems(self) -> list[str]:
        """What is wrong, line by line as people read it."""
        with pytest.raises(BadFiles) as bad:
            self.read()
        head, *lines = str(bad.value).splitlines()
        noun = "problem" if len(lines) == 1 else "problems"
        assert head == f"{len(lines)} {noun} in the data files, nothing was loaded:"
        return [line.removeprefix("  ") for line in lines]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small folder in which everything is right."""
    return Folder(tmp_path / "definitions")
