"""A PostgreSQL server of the tests' own, and databases on it.

The server is started by the first test that asks for it, in whichever process that test runs, and is stopped when
the whole run ends. It listens on loopback alone, keeps its files in a temporary directory and trades durability for
speed. Where no server can be started, the tests concerned skip and say why; with `CI` set they fail.
"""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from pytest_postgresql import factories
from pytest_postgresql.executors import NoopExecutor
from pytest_postgresql.janitor import DatabaseJanitor

# Where the server of this run lives: set once, inherited by the processes that pytest-xdist starts.
_DIRECTORY = "OSAIBOT_TESTS_POSTGRES"

# Sorted as people of a language sort, as on most servers: what must have one order has to say so itself.
_LANGUAGE = ("--locale-provider=icu", "--icu-locale=en-US")

_LOOPBACK = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
"""

_FAST = """
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
"""

_ROOM_BYTES = 2 * 1024**3


class NoServer(Exception):
    """No PostgreSQL server can run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """How to reach the running server, in the words that pytest-postgresql's `depends_on` looks for."""

    port: int
    password: str
    host: str = "127.0.0.1"
    user: str = "postgres"
    options: str = ""
    maintenance_dbname: str = "postgres"
    template_dbname: str | None = None


# -- The fixtures --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """The server of this run; the test skips, or with `CI` set fails, where none can be started."""
    try:
        return _server(Path(os.environ[_DIRECTORY]))
    except NoServer as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI is set, so no test may skip: {error}", pytrace=False)
        pytest.skip(str(error))


# An empty database of this process, to copy from. Another one that holds tables already is made in the same way, with
# `load=[...]` naming a function that fills it; `database_of` makes the fixture that copies it.
postgres_template = factories.postgresql_noproc(depends_on="postgres_server", dbname="osaibot")


def database_of(template: str) -> Callable[..., Iterator[str]]:
    """Make a fixture that gives each test its own copy of a template.

    Args:
        template: The name of a fixture made by `factories.postgresql_noproc`.

    Returns:
        A fixture whose value is the address of the copy, for SQLAlchemy with asyncpg.
    """
    numbers = itertools.count(1)

    @pytest.fixture
    def database(request: pytest.FixtureRequest) -> Iterator[str]:
        source: NoopExecutor = request.getfixturevalue(template)
        with _copy(source, f"{source.dbname}_{next(numbers)}") as url:
            yield url

    return database


postgres_database = database_of("postgres_template")


@pytest.fixture(scope="session")
def postgres_url(postgres_template: NoopExecutor) -> Iterator[str]:
    """The address of one database that all tests of this process share; it starts empty."""
    with _copy(postgres_template, f"{postgres_template.dbname}_shared") as url:
        yield url


@contextmanager
def _copy(source: NoopExecutor, name: str) -> Iterator[str]:
    with DatabaseJanitor(
        user=source.user,
        host=source.host,
        port=source.port,
        password=source.password,
        dbname=name,
        template_dbname=source.template_dbname,
        maintenance_dbname=source.maintenance_dbname,
    ):
        yield f"postgresql+asyncpg://{source.user}:{source.password}@{source.host}:{source.port}/{name}"


# -- The server ----------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Choose the directory, in the process that starts the others."""
    if not hasattr(config, "workerinput"):
        os.environ[_DIRECTORY] = tempfile.mkdtemp(prefix="osaibot-postgres-", dir=_memory())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server if any test has started it, once all processes are done with it."""
    if hasattr(config, "workerinput"):
        return
    directory = Path(os.environ.pop(_DIRECTORY))
    if (directory / "data" / "postmaster.pid").exists():
        _run(directory, "pg_ctl", "stop", "--mode=immediate", "--pgdata=data")
    shutil.rmtree(directory)


def _memory() -> Path | None:
    """A file system in memory, where there is one with room: a copy takes a tenth of the time there."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM_BYTES:
        return memory
    return None


def _server(directory: Path) -> Server:
    """Find the server of this run, or start it; what came of it is written down for the other processes."""
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = directory / "outcome.json"
        if not outcome.exists():
            try:
                outcome.write_text(json.dumps(asdict(_start(directory, _FAST))))
            except NoServer as error:
                outcome.write_text(json.dumps({"reason": str(error)}))
        found = json.loads(outcome.read_text())
    if "reason" in found:
        raise NoServer(found["reason"])
    return Server(**found)


@contextmanager
def durable_server() -> Iterator[str]:
    """A server on the disk that forgets nothing it has committed, for benchmarks; gives the address of a database.

    Raises:
        NoServer: None can be started here.
    """
    directory = Path(tempfile.mkdtemp(prefix="osaibot-postgres-"))
    try:
        server = _start(directory, "")
        try:
            yield f"postgresql://{server.user}:{server.password}@{server.host}:{server.port}/{server.maintenance_dbname}"
        finally:
            _run(directory, "pg_ctl", "stop", "--mode=fast", "--pgdata=data")
    finally:
        shutil.rmtree(directory)


def _start(directory: Path, configuration: str) -> Server:
    account = _account()
    if account:
        shutil.chown(directory, account, account)
    server = Server(_free_port(), secrets.token_hex(16))
    (directory / "password").write_text(server.password)
    (directory / "password").chmod(0o644)  # the directory itself is its owner's alone
    _initialise(directory, server)
    with (directory / "data" / "postgresql.conf").open("a") as file:
        file.write(f"{_LOOPBACK}port = {server.port}\n{configuration}")
    _run(directory, "pg_ctl", "start", "--wait", "--silent", "--pgdata=data", "--log=log")
    return server


def _initialise(directory: Path, server: Server) -> None:
    command = (
        "initdb",
        "--pgdata=data",
        f"--username={server.user}",
        "--pwfile=password",
        "--auth=password",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    )
    try:
        _run(directory, *command, *_LANGUAGE)
    except NoServer:  # before PostgreSQL 15, or built without ICU
        _run(directory, *command)


def _run(directory: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs in the directory, as an account that it accepts."""
    account = _account()
    ran = subprocess.run(
        [_programs() / program, *arguments],
        cwd=directory,
        user=account,
        group=account,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode:
        log = directory / "log"
        raise NoServer(f"{program} failed: {ran.stdout}{log.read_text() if log.exists() else ''}")


def _programs() -> Path:
    """Where the server's programs are: Debian keeps them off the path, one directory a version."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise NoServer("no PostgreSQL server is installed here: make system, or apt-get install postgresql")
    return Path(found).resolve().parent


def _account() -> str | None:
    """Whom the server runs as: ourselves, given as None, unless we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise NoServer("PostgreSQL refuses to run as root, and there is no user named postgres") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
