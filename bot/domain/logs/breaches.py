"""What is said of a log that is not as it was published."""

from __future__ import annotations


class Breach(Exception):
    """Something in a log is not what was signed, or contradicts the rest; the message is a sentence that names it."""
