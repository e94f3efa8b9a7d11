"""Where a published log is read from: a folder, or an address on the web."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import io
import os
import stat
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from bot.domain.refusals import Refusal
from bot.texts import _

LIMIT_FILE_BYTES = 20_000_000
"""No file of a log is larger: a bundle of 256 leaves, each as long as can be, has 17 million bytes."""

TIMEOUT_SECONDS = 30
"""How long a host may take for its next bytes; for a whole file it has ``FILE_SECONDS``."""

FILE_SECONDS = 300
CHUNK_BYTES = 65_536

# No such host, no answer, none that HTTP knows, none that unpacks; and what is no address at all is a ValueError.
_UNREADABLE = (OSError, EOFError, ValueError, http.client.HTTPException, zlib.error)


class NoLog(Refusal):
    """There is nothing to read there."""


class Source(Protocol):
    """A published log: its files by their paths, from its root."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file in hexadecimal, also of one around the log; None if there is none."""

    def paths(self) -> Iterator[str] | None:
        """Every file of the log; None where they cannot be listed."""


class Folder:
    """A log in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none.

        Raises:
            NoLog: It cannot be read.
        """
        try:
            # A record from elsewhere may hold a pipe, or lead to a device: neither ends, and opening waits for nobody.
            with open(f"{self._root}/{path}", "rb", opener=_at_once) as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    raise NoLog(_("{path} is no ordinary file.").format(path=path))
                if found.st_size > LIMIT_FILE_BYTES:
                    raise NoLog(_("{path} is larger than any file of a log.").format(path=path))
                return file.read()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise NoLog(_("{path} cannot be read: {error}.").format(path=path, error=error)) from error

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file, however large; None if there is no such ordinary file.

        Raises:
            NoLog: It cannot be read.
        """
        try:
            with open(f"{self._root}/{path}", "rb", opener=_at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return None
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise NoLog(_("{path} cannot be read: {error}.").format(path=path, error=error)) from error

    def paths(self) -> Iterator[str]:
        """Every file of the log, in order; what else the folder holds is not the log's."""
        for name in ("checkpoint", "disclosures", "tile"):
            if (self._root / name).is_file():
                yield name
            # There may be very many: strings are quicker than paths.
            for folder, below, names in os.walk(self._root / name):
                below.sort()
                within = Path(folder).relative_to(self._root).as_posix()
                yield from (f"{within}/{one}" for one in sorted(names))


class Site:
    """A log on the web."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none.

        Raises:
            NoLog: The address is none, or the host does not answer, or not as it should.
        """
        address = f"{self._address}/{path}"
        try:
            # Only http and https come here: source() saw to that.
            request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
            with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
                content = _in_time(answer)
                zipped = answer.headers.get("Content-Encoding") == "gzip"
            content = _unzipped(content) if zipped else content
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (404, 410):
                return None
            raise NoLog(_("{address} answers with error {code}.").format(address=address, code=error.code)) from error
        except _UNREADABLE as error:
            raise NoLog(_("{address} cannot be read: {error}.").format(address=address, error=error)) from error
        if len(content) > LIMIT_FILE_BYTES:
            raise NoLog(_("{address} is larger than any file of a log.").format(address=address))
        return content

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file; None if there is none.

        Raises:
            NoLog: As for ``read``.
        """
        content = self.read(path)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def paths(self) -> None:
        """None: a host does not list its files."""


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a host to another of its own pages, and nowhere else: not into the network of whoever checks."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows.

        Raises:
            NoLog: It would be another host's.
        """
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        secured = (old.scheme, new.scheme, new.port or 443) == ("http", "https", 443)
        if old.hostname != new.hostname or not (secured or (old.scheme, old.port) == (new.scheme, new.port)):
            fp.close()
            text = _("{address} leads to another host, {new}; name that one if you trust it.")
            raise NoLog(text.format(address=req.full_url, new=newurl))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_SameHost)


def _in_time(answer: IO[bytes]) -> bytes:
    """What a host sends, up to a little more than any file has.

    Raises:
        TimeoutError: It sends a little at a time, for too long.
    """
    end = time.monotonic() + FILE_SECONDS
    parts, size = [], 0
    while size <= LIMIT_FILE_BYTES and (part := answer.read1(CHUNK_BYTES)):  # type: ignore[attr-defined]
        if time.monotonic() > end:
            raise TimeoutError("it takes too long")
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _unzipped(content: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        return file.read(LIMIT_FILE_BYTES + 1)


def source(where: str) -> Source:
    """The log at a path or an address.

    Raises:
        NoLog: There is no such folder, or the address is of another kind.
    """
    scheme, separator, _rest = where.partition("://")
    if separator:
        if scheme.lower() not in ("http", "https"):
            raise NoLog(_("{where} is neither a folder nor an http(s) address.").format(where=where))
        return Site(where)
    if not Path(where).is_dir():
        raise NoLog(_("There is no folder {where}; name the folder or the address of a log.").format(where=where))
    return Folder(Path(where))
