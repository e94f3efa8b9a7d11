"""Every sentence that people read passes through here, so that a translation can take it up.

Texts are marked with ``_("… {name} …")`` and filled afterwards with ``.format(...)``; nothing is put into a
text before it is looked up. ``make texts`` collects them into ``bot/locale/osaibot.pot``.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_LOCALES = Path(__file__).parent / "locale"
_CATALOGUE = gettext.translation("osaibot", localedir=_LOCALES, languages=["en"], fallback=True)


def _(text: str) -> str:
    """Look a text up in the language of the answers (English for now)."""
    return _CATALOGUE.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """Choose the form of a text that fits a number, and fill the number in as ``{count}``."""
    return _CATALOGUE.ngettext(one, many, count).format(count=count)


def listed(words: list[str], last: str | None = None) -> str:
    """Join words as a sentence does: "a, b and c"; an empty list gives an empty text. ``last`` stands for "and"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last or _('and')} {words[-1]}"
