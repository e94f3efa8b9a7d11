"""What a decision says beside question, outcome and why, in words: circumstances, people, the version it adopts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.decisions.decisions import DecisionStatus, DecisionText
from bot.domain.decisions.happenings import Involved, Part
from bot.services.deciding import DecisionView
from bot.surfaces.replies import in_force
from bot.surfaces.replies.wording import block, day, harmless, sentence
from bot.texts import _, listed, plural

_TEXT, _LINE, _FIRST = 1000, 300, 12

PARTS: Mapping[Part, str] = {
    Part.MAKER: _("decided by"),
    Part.CONSULTED: _("consulted"),
    Part.INFORMED: _("informed"),
    Part.RECUSED: _("recused"),
}


def circumstances(text: DecisionText) -> Iterator[str]:
    """How things stood, what mattered, what follows, and on what it bears."""
    if text.context:
        yield f"**{_('Background')}**: {harmless(text.context, _TEXT)}"
    for label, several in ((_("What mattered"), text.drivers), (_("Good"), text.good), (_("Bad"), text.bad)):
        yield block(label, [harmless(one, _LINE) for one in several], _FIRST)
    if text.confirmation:
        yield f"**{_('How it will be seen')}**: {harmless(text.confirmation, _LINE)}"
    if text.affects:
        yield f"**{_('Bears on')}**: {listed([one.shown for one in text.affects])}."


def people(several: Sequence[Involved]) -> str:
    """Who had to do with a decision, as everybody may read it."""
    parts = [part for part in PARTS if any(one.part is part for one in several)]
    return block(_("People"), [_of_part(part, several) for part in parts], len(PARTS))


def _of_part(part: Part, several: Sequence[Involved]) -> str:
    """Who had one part in it: roles, groups, and how many persons without either."""
    named, others = [], 0
    for one in (one for one in several if one.part is part):
        who = harmless(one.name or one.role or "", 150)
        if one.name and one.role:
            who += f" ({harmless(one.role, 60)})"
        if one.why:
            who = f"{who or _('somebody')} ({harmless(one.why, _LINE)})"
        named.append(who)
        others += not who
    if others:
        named = [*filter(None, named), plural("{count} person", "{count} persons", others)]
    return f"{PARTS[part]}: {listed(named)}"


def adopts(found: DecisionView) -> str:
    """Which version is in force by it, and when."""
    adopted = found.decision.text.adopts
    if adopted is None:
        return ""
    what = _("**Adopts**: {label} (SHA-256 {digest}).").format(label=adopted.definition, digest=adopted.digest)
    if found.decision.status is DecisionStatus.PROPOSED:
        from_ = adopted.in_force_from
        text = _("Once confirmed, it is in force, not before {day}.") if from_ else _("Once confirmed, it is in force.")
        return f"{what} {text.format(day=day(from_))}"
    if not found.decision.public:
        return what
    times = "; ".join(in_force.stretch(one) for one in found.in_force)
    return f"{what} {sentence(times) if times else _('It was never in force.')}"
