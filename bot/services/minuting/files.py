"""The file of Markdown in which minutes were edited, as it comes back."""

from __future__ import annotations

from bot.domain.refusals import Refusal
from bot.texts import _

LIMIT_BYTES = 8 * 1024 * 1024


class BadFile(Refusal):
    """A file that is no text."""


def text_of(name: str, content: bytes) -> str:
    """The text of a file, with the ends of lines as they were written; a mark of its encoding is left out.

    Raises:
        BadFile: It is no UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("{name} is no UTF-8 text: save it as UTF-8, and give it again.")
        raise BadFile(sentence.format(name=name)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
