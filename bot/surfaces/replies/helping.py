"""What the bot says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from bot.surfaces.replies.topics import capabilities
from bot.surfaces.reply import Link, Reply, Table
from bot.texts import _


def help_(known: int, commands: Sequence[tuple[str, str]]) -> Reply:
    """What it can do, with the commands that the asker may run."""
    rows = tuple((f"/{name}", summary) for name, summary in commands)
    return Reply(_("What I can do"), capabilities(known), Table((_("Command"), _("What it does")), rows))


def about(version: str, systems: int, facts: int, definitions: int, in_force: str, record: str | None) -> Reply:
    """What it is, what its answers rest on, what it keeps."""
    text = _(
        "I am the forum's bot, version {version}. My answers rest on {facts} recorded facts about {systems} systems, "
        "each with its source and date, judged by {definitions} versions of definitions; **{in_force}** is in "
        "force.\n\nThe facts come from developers' own pages, and second hand from the European Open Source AI Index "
        "(CC BY 4.0, doi:10.5281/zenodo.15386042), its ancestor Opening up ChatGPT (CC BY 4.0), the Model Openness "
        "Tool (MIT), the OS AI map of Current AI (MIT) and the Foundation Model Transparency Index (CC BY).\n\n"
        "I certify nothing, and neither does the OSI: it validates legal documents, not AI systems.\n\n"
        "What I keep of you: of a question about a system that I do not know, the name and the words, without yours; "
        "of a correction that you propose, also who proposed it; of a profile that you claim, what you claimed, when, "
        "and who looked at it. /profile show shows it to you and to moderators. Of a town hall, what is said in it "
        "while it is open, by whom and when, as its notice says; /townhall consent says how you appear in public."
    ).format(version=version, facts=facts, systems=systems, definitions=definitions, in_force=in_force)
    links = (Link(_("The public record"), record),) if record else ()
    return Reply(_("About"), text, links=links)
