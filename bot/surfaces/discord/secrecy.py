"""Keeping the token, and what people write, out of every log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SHOWN = "[token]"


class TokenFilter(logging.Filter):
    """Takes a token out of a log record, wherever in it the token stands."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean a record; it is logged in any case."""
        message = record.getMessage()
        if self._token in message:
            record.msg, record.args = message.replace(self._token, _SHOWN), ()
        if record.exc_info:
            trace = logging.Formatter().formatException(record.exc_info)
            if self._token in trace:
                record.exc_text, record.exc_info = trace.replace(self._token, _SHOWN), None
        return True


@contextmanager
def kept_secret(token: str) -> Iterator[None]:
    """Keep a token out of the logs of this process, from the first record on and for every handler.

    A filter on a logger does not see what its children log, and one on a handler misses handlers that come later; so
    the filter stands where records are made. The library's own debug records hold whole messages of people and the
    keys to answer them by; they are left out.
    """
    made = logging.getLogRecordFactory()
    cleaning = TokenFilter(token)

    def clean(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = made(*args, **kwargs)
        cleaning.filter(record)
        return record

    library = logging.getLogger("discord")
    level = library.level
    logging.setLogRecordFactory(clean)
    library.setLevel(max(level, logging.INFO))
    try:
        yield
    finally:
        logging.setLogRecordFactory(made)
        library.setLevel(level)
