"""The files around the log: their digests in one list, as other programs know it, and a signature over that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from bot.domain.logs.breaches import Breach
from bot.domain.logs.notes import Note, base64_of, read_note
from bot.services.logs.keys import SigningKey, VerifierKey, signers
from bot.services.logs.sources import Source
from bot.texts import _, plural

SUMS = "SHA256SUMS"
"""The list; ``sha256sum -c SHA256SUMS`` reads it too."""

SIGNED = "SHA256SUMS.note"
"""The signed note that stands for the list."""

FRONT = "index.html"


def sums(files: Mapping[str, str]) -> bytes:
    """The list of files: their SHA-256 by their paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items())).encode()


def signed(content: bytes, keys: Sequence[SigningKey]) -> bytes:
    """The note that stands for a list.

    Args:
        keys: As they stand in their file, the newest first; all sign, so that it holds before the log names a new one.
    """
    text = _text(keys[0].name, content)
    return str(Note(text, tuple(key.sign(text) for key in keys))).encode()


def _text(name: str, content: bytes) -> str:
    return f"{name}/files\n{base64_of(sha256(content).digest())}\n"


def check_files(source: Source, name: str, keys: Sequence[VerifierKey]) -> str:
    """Check that every file around the log is as it was signed.

    Args:
        name: What the log is called.
        keys: Those of the log; one of them has to have signed.

    Returns:
        A sentence that says what holds; empty for a log without pages.

    Raises:
        Breach: Naming the first file that is not so.
    """
    content = source.read(SUMS)
    if content is None:
        if source.read(FRONT) is None:
            return ""
        raise Breach(_("The pages are not signed: {file} is missing.").format(file=SUMS))
    _check_signed(source, content, name, keys)
    count = 0
    for digest, path in _listed(content):
        found = source.digest(path)
        if found is None:
            raise Breach(_("{path} is missing, though it is signed.").format(path=path))
        if found != digest:
            raise Breach(_("{path} was changed since it was signed.").format(path=path))
        count += 1
    return plural(
        "{count} file around the log is as it was signed.",
        "{count} files around the log are as they were signed.",
        count,
    )


def _check_signed(source: Source, content: bytes, name: str, keys: Sequence[VerifierKey]) -> None:
    try:
        note = read_note(source.read(SIGNED) or b"")
        found = signers(note, keys)
    except ValueError as error:
        raise Breach(_("{file} is not what was signed: {error}.").format(file=SIGNED, error=error)) from error
    if not found:
        raise Breach(_("{file} is not signed by a key of the log.").format(file=SIGNED))
    if note.text != _text(name, content):
        raise Breach(_("{file} is not the list that was signed.").format(file=SUMS))


def _listed(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise Breach(_("{file} is no list of files.").format(file=SUMS)) from error
    for line in lines:
        digest, space, path = line.partition("  ")
        if len(digest) != 64 or not space or not path or path.startswith("/") or ".." in path.split("/"):
            raise Breach(_("{file} is no list of files.").format(file=SUMS))
        yield digest, path
