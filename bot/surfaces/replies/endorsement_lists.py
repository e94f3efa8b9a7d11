"""Many endorsements in a table."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.endorsements.endorsements import Endorsement
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.reading import Listed
from bot.surfaces.replies.endorsements import endorser, state_words
from bot.surfaces.replies.wording import cited, quoted
from bot.surfaces.reply import Menu, Option, Reply, Table
from bot.texts import _, plural

_SHOWN = 100
_STATEMENTS = 5


def listing(found: Listed) -> Reply:
    """Endorsements as a table, with a menu to look at one."""
    title = _title(found)
    if not found.several:
        return Reply(title, _("None waits.") if found.waiting else _("There is none yet."))
    names = found.stakeholders
    headings = (_("Number"), _("Endorser"), _("Version"), _("Category"), _("Region"), _("State"))
    rows = tuple(
        (
            one.number,
            _listed_endorser(one),
            one.label,
            names.category_name(one.category),
            names.region_name(one.region),
            _listed_state(one, found),
        )
        for one in found.several[:_SHOWN]
    )
    options = tuple(Option(one.number, one.number, _option(one, names)) for one in found.several[:25])
    menu = Menu(_("Look at one"), "endorsement show", "number", options)
    return Reply(title, "\n".join(_listing_lines(found)), Table(headings, rows), menus=(menu,))


def _title(found: Listed) -> str:
    if found.waiting:
        return _("Endorsements that wait")
    if found.edition is None:
        return _("Endorsements")
    return _("Endorsements of {label}").format(label=found.edition.label)


def _listing_lines(found: Listed) -> Iterator[str]:
    count = len(found.several)
    if found.waiting:
        yield plural("{count} endorsement waits, the oldest first.", "{count} endorsements wait, the oldest first.",
                     count)  # fmt: skip
        return
    counting = sum(one.counts for one in found.several)
    text = plural("{count} endorsement was verified", "{count} endorsements were verified", count)
    stand = plural("{count} stands now", "{count} stand now", counting)
    yield _("{verified}, {stand}.").format(verified=text, stand=stand)
    if count > _SHOWN:
        yield _("The first {count} are shown; name a category to see fewer.").format(count=_SHOWN)
    said = [one for one in found.several if one.counts and one.public_statement]
    for one in said[:_STATEMENTS]:
        yield f"- {endorser(one)}: {quoted(one.public_statement, 300)}"


def _listed_endorser(one: Endorsement) -> str:
    return cited(one.public_name, 60) if one.public_name else _("a person")


def _listed_state(one: Endorsement, found: Listed) -> str:
    later = found.to_confirm.get(one.number)
    return _("counts, not for {label}").format(label=later.label) if later else state_words(one)


def _option(one: Endorsement, names: Stakeholders) -> str:
    return f"{_listed_endorser(one)}, {names.category_name(one.category)}"
