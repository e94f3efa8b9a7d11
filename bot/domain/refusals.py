"""The expected no: a sentence for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done, and the message says what the asker can do instead."""


class Unknown(Refusal):
    """A name or label that the database does not hold."""


class Forbidden(Refusal):
    """The actor lacks the role that the command asks for."""
