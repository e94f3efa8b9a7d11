"""How a command of the shell ends: its status, and one sentence for what cannot be done."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable

from bot.domain.refusals import Refusal
from bot.surfaces import plain
from bot.texts import _

log = logging.getLogger(__name__)

REFUSED = 2


def failed() -> str:
    """The one sentence for what went wrong on our side."""
    return _("Something went wrong on my side; it was logged. Please try again.")


def ended(command: Callable[[], object]) -> int:
    """Run a command of the shell.

    Returns:
        0 for done, 2 for refused (one sentence on standard error), 1 for a failure, else what the command ended with.
    """
    try:
        command()
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 1
    except Refusal as refusal:
        print(plain.plain(str(refusal)), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever read the answers has gone; that is no failure, but Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        log.exception("the command failed")
        print(failed(), file=sys.stderr)
        return 1
    return 0
