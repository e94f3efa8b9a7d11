"""English lists that the ranker looks at; how a text is cut into words is the domain's."""

from __future__ import annotations

from bot.domain.meetings.words import STOP, length, stem, tokens

__all__ = ["DECIDING", "FILLERS", "FIRST", "MODAL", "POINTING", "STOP", "TOGETHER", "length", "stem", "tokens"]

FILLERS = frozenset(
    "uh um uhm er erm ah eh hm hmm mm mmm mhm huh oh yeah yep okay ok right like well basically".split()
)

MODAL = frozenset(
    """
should must need needs ought could would might may shall important necessary essential better best worse worst good bad
problem problems issue issues concern concerns concerned difficult hard easy useful useless helpful main key priority
prefer preferred suggest suggested suggestion propose proposed recommend recommended expect expected require required
reason because therefore however although
""".split()
)

DECIDING = frozenset(
    """
decide decided decides decision decisions agree agreed agrees agreement conclude concluded conclusion settle settled
resolve resolved resolution approve approved adopt adopted vote voted motion consensus final finally plan plans goal aim
objective purpose agenda
""".split()
)

FIRST = frozenset("i i'm i've i'll i'd me my mine myself".split())
TOGETHER = frozenset("we we're we've we'll we'd us our ours let's".split())
POINTING = frozenset("it it's its that that's this these those they they're them there there's here".split())
