"""Reading the whole folder at once: all problems of all files, or everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import __version__
from bot.definitions import linking, shapes
from bot.definitions.expressions import Expressions
from bot.definitions.problems import BadFiles, Problem
from bot.definitions.reading import Document, path_of
from bot.domain.definitions import Definition
from bot.domain.libraries import Library, Reference
from bot.domain.licences import Licence, Terms
from bot.domain.names import fold
from bot.domain.systems import Component, System


@dataclass(frozen=True)
class _Systems:
    """All systems that could be read, each with the file it stands in, and the ids of those that could not."""

    read: Sequence[tuple[System, Document]]
    unread: frozenset[str]


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_folder(root: Path) -> str:
    """One sha256 over every data file of the folder and its name: it changes when any file does, or the bot."""
    files = sorted([*root.rglob("*.yaml"), root / "DIGESTS"])
    return _digest_of({path.relative_to(root).as_posix(): digest(path) for path in files if path.is_file()})


def _digest_of(digests: Mapping[str, str]) -> str:
    # With the version, because a newer one may read the same files otherwise.
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
    return hashlib.sha256(f"{__version__}\n{lines}".encode()).hexdigest()


@dataclass(frozen=True)
class Folder:
    """The data files at one moment, checked: what they say, the reference files themselves, and the digest of all."""

    library: Library
    reference: tuple[Document, ...]
    digest: str


def read_files(root: Path) -> Library:
    """Read and check every data file.

    Raises:
        BadFiles: With every problem of every file.
    """
    return read_folder(root).library


def read_folder(root: Path) -> Folder:
    """Read and check every data file, each once: what is given back is what was checked.

    Raises:
        BadFiles: With every problem of every file.
    """
    documents = reference_documents(root)
    reference = link_reference(documents)
    texts = tuple(documents)
    systems = _read_systems(root / "systems", root, documents, reference)
    problems = [problem for document in documents for problem in document.problems]
    problems += _changed_files(root)
    problems += _stray_files(root, documents)
    problems += [problem for check in CHECKS for problem in check(systems)]
    if problems:
        raise BadFiles(problems)
    digests = {document.file: document.digest for document in documents} | {"DIGESTS": digest(root / "DIGESTS")}
    library = Library(reference, {system.id: system for system, _document in systems.read})
    return Folder(library, texts, _digest_of(digests))


def _opened(root: Path, name: str, documents: list[Document]) -> Document:
    document = Document.of(root / name, root)
    documents.append(document)
    return document


def reference_documents(root: Path) -> list[Document]:
    """The vocabulary and the versions of definitions, read but not yet checked."""
    documents: list[Document] = []
    for name in (*VOCABULARY, *sorted(path.name for path in root.glob("*.yaml"))):
        _opened(root, name, documents)
    return documents


VOCABULARY = ("vocabulary/components.yaml", "vocabulary/licences.yaml", "vocabulary/terms.yaml")


def link_reference(documents: Sequence[Document]) -> Reference:
    """Tie vocabulary and versions together; what is wrong is noted in the documents."""
    by_name = {document.file: document for document in documents}
    components: dict[str, Component] = {}
    licences: dict[str, Licence] = {}
    terms: dict[str, Terms] = {}
    rules: dict[str, str] = {}
    document = by_name[VOCABULARY[0]]
    if parts := document.read_as(shapes.COMPONENTS):
        components = linking.components(parts)
        _once([c.id for c in parts.components], document, "components")
    document = by_name[VOCABULARY[1]]
    if table := document.read_as(shapes.LICENCES):
        licences = linking.licences(table)
        _once([entry.id for entry in table.licences], document, "licences")
    document = by_name[VOCABULARY[2]]
    if words := document.read_as(shapes.TERMS):
        terms = linking.terms(words, licences, document) if by_name[VOCABULARY[1]].fits else {}
        rules = {name: getattr(words.rules, name) for name in shapes.RulesShape.__dataclass_fields__}
        _once([entry.id for entry in words.terms], document, "terms")
    versions = [document for document in documents if document.file not in VOCABULARY]
    if not _vocabulary_fits(documents):
        # Without it every row would be one more problem; so the versions are only read.
        for document in versions:
            document.read_as(shapes.DEFINITION)
        return Reference(components, licences, terms, rules, {})
    return Reference(components, licences, terms, rules, _link_definitions(versions, components, terms))


def _vocabulary_fits(documents: Sequence[Document]) -> bool:
    return all(document.fits for document in documents if document.file in VOCABULARY)


def _once(ids: Sequence[str], document: Document, key: str) -> None:
    seen: set[str] = set()
    for number, id_ in enumerate(ids):
        if id_ in seen:
            document.problem((key, number, "id"), f"expected every id once, found {id_!r} again")
        seen.add(id_)


def _link_definitions(
    documents: Sequence[Document], components: dict[str, Component], terms: dict[str, Terms]
) -> dict[str, Definition]:
    definitions: dict[str, Definition] = {}
    for document in documents:
        shape = document.read_as(shapes.DEFINITION)
        if shape is None:
            continue
        definition = linking.definition(shape, components, terms, document)
        if document.file != f"{shape.id}-{shape.version}.yaml":
            document.problem(("version",), f"expected the file to be called {shape.id}-{shape.version}.yaml")
        definitions[definition.label] = definition
    order = sorted(definitions.values(), key=lambda d: (_FAMILIES.get(d.id, len(_FAMILIES)), d.id, _age(d.version)))
    return {definition.label: definition for definition in order}


def read_draft(document: Document, reference: Reference) -> Definition:
    """Read a version that is not among the data files, with the components and terms that are; its name is free.

    Raises:
        BadFiles: With every problem of it.
    """
    shape = document.read_as(shapes.DEFINITION)
    draft = linking.definition(shape, reference.components, reference.terms, document) if shape else None
    if draft is None or document.problems:
        raise BadFiles(document.problems)
    return draft


def _age(version: str) -> tuple[list[int], bool, str]:
    """Order versions as they followed each other: 0.0.9, 1.0-RC1, 1.0."""
    numbers, _dash, candidate = version.partition("-")
    return [int(part) for part in numbers.split(".") if part.isdigit()], not candidate, candidate


_FAMILIES = {"osaid": 0, "mof": 1, "g7": 2}


def read_systems(folder: Path, reference: Reference) -> dict[str, System]:
    """Read and check a folder of systems' files alone, by the vocabulary and the versions given; systems by id.

    Raises:
        BadFiles: With every problem of every file.
    """
    documents: list[Document] = []
    systems = _read_systems(folder, folder, documents, reference)
    problems = [problem for document in documents for problem in document.problems]
    problems += [problem for check in CHECKS for problem in check(systems)]
    if problems:
        raise BadFiles(problems)
    return {system.id: system for system, _document in systems.read}


def _read_systems(folder: Path, root: Path, documents: list[Document], reference: Reference) -> _Systems:
    expressions = Expressions(reference.licences)
    linked = _vocabulary_fits(documents)
    # A version that could not be read is there all the same, and named rightly by those who name it.
    unread = {Path(document.file).stem.replace("-", " ", 1) for document in documents if not document.fits}
    labels = frozenset(reference.definitions) | unread
    read = []
    unread_systems = set()
    for path in sorted(folder.glob("*.yaml")):
        document = _opened(root, path.relative_to(root).as_posix(), documents)
        shape = document.read_as(shapes.SYSTEM)
        if shape is None or not linked:
            unread_systems.add(path.stem)
            continue
        if path.stem != shape.id:
            document.problem(("id",), f"expected {path.stem!r}, as the file is called")
        read.append((linking.system(shape, reference.components, expressions, labels, document), document))
    return _Systems(read, frozenset(unread_systems))


def _stray_files(root: Path, documents: Sequence[Document]) -> list[Problem]:
    """A file that nothing reads would be missed in silence."""
    read = {document.file for document in documents}
    found = [path.relative_to(root).as_posix() for pattern in ("*.yaml", "*.yml") for path in root.rglob(pattern)]
    expected = "expected no such file: read are vocabulary/, systems/ID.yaml and ID-VERSION.yaml"
    return [Problem(name, 0, "", expected) for name in found if name not in read]


def _changed_files(root: Path) -> list[Problem]:
    """Published versions are frozen: a file that differs from its line in DIGESTS is a problem."""
    listing = root / "DIGESTS"
    if not listing.is_file():
        return [Problem("DIGESTS", 0, "", "expected the list of published versions, found no such file")]
    problems = []
    for number, line in enumerate(listing.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if not line.strip():
            continue
        expected, _space, name = line.partition("  ")
        path = root / name
        if not path.is_file():
            problems.append(Problem("DIGESTS", number, name, "expected this published version, found no such file"))
        elif digest(path) != expected:
            mended = "expected the file as it was published; undo the change and add a new version instead"
            problems.append(Problem(name, 0, "", mended))
    return problems


def published(root: Path) -> frozenset[str]:
    """The labels of the versions that a folder lists as published."""
    listing = root / "DIGESTS"
    lines = listing.read_text(encoding="utf-8", errors="replace").splitlines() if listing.is_file() else []
    names = (Path(line.partition("  ")[2]).stem for line in lines if line.strip())
    return frozenset(name.replace("-", " ", 1) for name in names)


def _names_of_two(systems: _Systems) -> list[Problem]:
    """A name, folded, belongs to one system."""
    owners: dict[str, tuple[str, str]] = {}
    problems = []
    for system, document in systems.read:
        places: list[tuple[str, tuple[str | int, ...]]] = [(system.id, ("id",)), (system.name, ("name",))]
        places += [(alias, ("aliases", number)) for number, alias in enumerate(system.aliases)]
        for name, place in places:
            owner, written = owners.setdefault(fold(name), (system.id, name))
            if owner != system.id:
                expected = f"expected a name of one system, but {name!r} is also {owner}'s ({written!r})"
                problems.append(Problem(document.file, document.line(place), path_of(place), expected))
    return problems


def _bases(systems: _Systems) -> list[Problem]:
    """Bases are systems of the folder, and no system is made from itself."""
    made_from = {system.id: system.bases for system, _document in systems.read}
    problems = []
    for system, document in systems.read:
        for number, base in enumerate(system.bases):
            if base in systems.unread:
                continue
            if base not in made_from:
                expected = f"expected the id of a system, found {base!r}; name others in unrecorded_bases"
                line = document.line(("bases", number))
                problems.append(Problem(document.file, line, f"bases[{number}]", expected))
            elif system.id in _ancestors(base, made_from):
                expected = f"expected no circle, but {system.id} is also what {base} was made from"
                line = document.line(("bases", number))
                problems.append(Problem(document.file, line, f"bases[{number}]", expected))
    return problems


def _ancestors(id_: str, made_from: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(made_from.get(current, ()))
    return found


def _ids_twice(systems: _Systems) -> list[Problem]:
    """Every system stands in one file."""
    seen: dict[str, str] = {}
    problems = []
    for system, document in systems.read:
        other = seen.setdefault(system.id, document.file)
        if other != document.file:
            problems.append(Problem(document.file, 1, "id", f"expected an id of its own, but {other} has it too"))
    return problems


CHECKS: tuple[Callable[[_Systems], list[Problem]], ...] = (_names_of_two, _bases, _ids_twice)
