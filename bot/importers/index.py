"""Files of the European Open Source AI Index and of its ancestor; docs/importing.md says what becomes what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.definitions.reading import Document
from bot.domain.openness_index import Judged, Score
from bot.domain.systems import Access, Assessor, Entry, Evidence, Extent, Fact
from bot.importers.licences import Spellings
from bot.importers.readings import Checked, Reading, address, harmless, shown


@dataclass(frozen=True, slots=True)
class _Layout:
    """A layout: where the names stand, which judgements there are, and which of them speak of data and parameters."""

    project: Assessor
    reader: str
    repository: str
    head: str
    model: str | None
    licence: tuple[str, ...]
    judgements: tuple[str, ...]
    parameters: tuple[str, str]
    training_data: tuple[str, str]
    alone: Mapping[str, str]


_DOCUMENTS = {"modelcard": "model_card", "datasheet": "data_card", "preprint": "technical_report"}
_INDEX = _Layout(
    Assessor.EUROPEAN_INDEX,
    "European Open Source AI Index",
    "https://github.com/Language-Technology-Assessment/main-database/blob/main",
    "system",
    "endmodelname",
    ("endmodellicense", "endmodel license"),
    tuple(
        """datasources_basemodel datasources_endmodel weights_basemodel weights_endmodel trainingcode code
        hardware_architecture preprint paper modelcard datasheet licenses""".split()
    ),
    ("weights_basemodel", "weights_endmodel"),
    ("datasources_basemodel", "datasources_endmodel"),
    {"trainingcode": "training_code", **_DOCUMENTS},
)
_ANCESTOR = _Layout(
    Assessor.OPENING_UP_CHATGPT,
    "Opening up ChatGPT",
    "https://github.com/opening-up-chatgpt/opening-up-chatgpt.github.io/blob/main/projects",
    "project",
    None,
    ("license",),
    tuple(
        """opencode llmdata llmweights rldata rlweights license code architecture preprint paper modelcard datasheet
        package api""".split()
    ),
    ("llmweights", "rlweights"),
    ("llmdata", "rldata"),
    _DOCUMENTS,
)


def read(document: Document, spellings: Spellings) -> Reading:
    """Read a file of the index or of its ancestor."""
    if document.problems:
        return Reading(document.file, problems=tuple(document.problems))
    check = Checked(document)
    tree = check.mapping(document.tree, ())
    layout = next((layout for layout in (_INDEX, _ANCESTOR) if layout.head in (tree or ())), None)
    if tree is not None and layout is None:
        document.problem((), "expected the key system (the index) or project (its ancestor), found neither")
    if tree is None or layout is None:
        return Reading(document.file, problems=tuple(document.problems))
    return _File(document, check, tree, layout, spellings).reading()


class _File:
    def __init__(
        self, document: Document, check: Checked, tree: Mapping[str, Any], layout: _Layout, spellings: Spellings
    ) -> None:
        self._document = document
        self._check = check
        self._tree = tree
        self._layout = layout
        self._spellings = spellings
        self._judged: dict[str, Judged] = {}
        self._notes: dict[str, str] = {}

    def reading(self) -> Reading:
        layout = self._layout
        head = self._check.mapping(self._tree.get(layout.head), (layout.head,))
        name = self._check.name(head, "name", (layout.head,)) if head is not None else ""
        head = head or {}
        model = self._check.text(head, layout.model, (layout.head,), limit=200) if layout.model else None
        written = [self._check.text(head, key, (layout.head,)) for key in layout.licence]
        for key in layout.judgements:
            self._judge(key)
        if not self._document.problems and set(self._judged.values()) == {Judged.UNSET}:
            self._document.problem((), "expected judgements such as weights_basemodel, found none")
        if self._document.problems:
            return Reading(self._document.file, problems=tuple(self._document.problems))
        score = Score.of(self._judged.values())
        url = address(layout.repository, self._document.file)
        evidence = Evidence(url, None, layout.reader, layout.project)
        claims = self._claims(evidence, next((text for text in written if text and text.strip()), None))
        outcome = f"{score.value:.4f}"
        entry = Entry(layout.project, self._document.file, name, url, claims, outcome, (model or "").strip() or None)
        return Reading(self._document.file, entry, (), score=score)

    def _judge(self, key: str) -> None:
        holder = self._check.optional(self._tree.get(key), (key,))
        word = self._check.text(holder, "class", (key,))
        note = self._check.text(holder, "notes", (key,), limit=20_000)
        self._judged[key] = Judged.UNSET
        if word is not None and word.strip():
            try:
                self._judged[key] = Judged(word.strip().casefold())
            except ValueError:
                self._document.problem((key, "class"), f"expected open, partial or closed, found {shown(word)}")
        self._notes[key] = harmless(note or "")

    def _claims(self, evidence: Evidence, licence: str | None) -> tuple[Fact, ...]:
        found = [self._both("training_data", self._layout.training_data, evidence)]
        found.append(self._parameters(evidence, licence))
        for key, component in self._layout.alone.items():
            found.append(self._claim(component, self._judged[key], self._notes[key], evidence))
        found.append(self._paper(evidence))
        return tuple(fact for fact in found if fact is not None)

    def _claim(self, component: str, judged: Judged, note: str, evidence: Evidence) -> Fact | None:
        match judged:
            case Judged.OPEN:
                return Fact(component, Access.OPEN, evidence, Extent.FULL)
            case Judged.PARTIAL:
                return Fact(component, Access.OPEN, evidence, Extent.PARTIAL, note=note or None)
            case Judged.CLOSED:
                return Fact(component, Access.ABSENT, evidence)
            case _:
                return None

    def _both(self, component: str, keys: tuple[str, str], evidence: Evidence) -> Fact | None:
        """One claim of two judgements, on base and end model; where they differ, it is there in part."""
        base, end = (self._judged[key] for key in keys)
        if Judged.UNSET in (base, end) or base is end:
            judged, key = (base, keys[0]) if end is Judged.UNSET else (end, keys[1])
            return self._claim(component, judged, self._notes[key], evidence)
        note = f"base model {base.value}, end model {end.value}"
        return self._claim(component, Judged.PARTIAL, note, evidence)

    def _parameters(self, evidence: Evidence, written: str | None) -> Fact | None:
        claim = self._both("model_parameters", self._layout.parameters, evidence)
        if claim is None or claim.access is Access.ABSENT or written is None:
            return claim
        licence, note = self._spellings.read(written)
        notes = "; ".join(part for part in (claim.note, note) if part)
        return Fact(claim.component, claim.access, evidence, claim.extent, licence, notes or None)

    def _paper(self, evidence: Evidence) -> Fact | None:
        """The index asks for a reviewed paper; that there is none says little where there is a preprint."""
        paper, preprint = self._judged["paper"], self._judged["preprint"]
        if paper is Judged.CLOSED and preprint is not Judged.CLOSED:
            return None
        return self._claim("research_paper", paper, self._notes["paper"], evidence)


def as_json(reading: Reading, system: str | None) -> dict[str, Any]:
    """A file as one object for programs; docs/importing.md describes the keys."""
    score = reading.score
    counts = {kind.value: getattr(score, kind.value) for kind in Judged} if score else None
    return {
        "system": reading.entry.name if reading.entry else None,
        "matched": system,
        "score": round(score.value, 4) if score else None,
        "counts": counts,
    }
