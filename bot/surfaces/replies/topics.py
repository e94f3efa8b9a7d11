"""Prepared answers to what is asked about definitions, the process and the bot."""

from __future__ import annotations

from bot.domain.answers import Answer
from bot.domain.definitions import Definition
from bot.domain.questions import QuestionKind, Topic
from bot.surfaces.replies import definitions, in_force
from bot.surfaces.reply import Reply
from bot.texts import _

FAQ = "https://opensource.org/ai/faq"
TEXT = "https://opensource.org/ai/open-source-ai-definition"


# What is said only when nothing else was asked.
ABOUT_THE_BOT = frozenset({Topic.ABOUT, Topic.WHERE_TO_LOOK, Topic.WHAT_IS, Topic.OPEN_WEIGHTS, Topic.VERSION_IN_USE})


def which_system(found: Answer) -> Reply:
    """Ask back where a question is about a system and names none."""
    text = _("Which system do you mean? Name it, in any spelling, and ask again.")
    return Reply(_("Which system?"), f"{text}\n\n{capabilities(found.known)}")


def topic(found: Answer) -> Reply:
    """Answer about a definition, or about the bot; without anything to go by, say what the bot can do."""
    if found.question.topic is None and found.question.kind is QuestionKind.DEFINITION:
        return definitions.show(found.definition, in_force.now(found.held) if found.held and not found.named else "")
    if found.question.topic is None:
        return Reply(_("What I can do"), capabilities(found.known))
    return Reply(_title(found), words(found), footer=found.rules["not_certification"])


def _title(found: Answer) -> str:
    about = found.question.topic
    if about in (Topic.ABOUT, Topic.WHERE_TO_LOOK):
        return _("What I can do")
    return found.definitions[0].title if found.definitions else found.definition.title


def words(found: Answer) -> str:
    """The prepared answer to a topic, with what a version named in the question says of itself."""
    about = found.question.topic
    parts = [_prepared(about, found)] if about else []
    for version in found.definitions:
        parts.append(_version(version))
    return "\n\n".join(parts)


def _version(version: Definition) -> str:
    text = f"**{version.label}:** {version.summary}"
    if version.levels:
        text += " " + _("Conformant when: {when}").format(when=version.conforms_when)
    lines = [f"- {line}" for line in (*version.changes, *(gap.says for gap in version.gaps))]
    return "\n".join([text, *lines])


def _prepared(about: Topic, found: Answer) -> str:
    label, known = found.definition.label, found.known
    texts = {
        Topic.TRAINING_DATA: _(
            "Under no version are the training data themselves required. What 0.0.7 and later drafts, and 1.0, ask for "
            "is information on the data, enough for a skilled person to build a substantially equivalent system; 1.0 "
            "asks for the complete description of all data, and where public and obtainable data are to be had. The "
            "OSI's reason: law, privacy and the rights of indigenous peoples keep much data from being shared. Critics "
            "answer that a system cannot be fully studied or modified without its data. ({faq})"
        ),
        Topic.UNSHAREABLE_DATA: _(
            "It can still conform. Data that cannot be shared, such as medical records, must be described in detail: "
            "where they come from, their scope and characteristics, how they were obtained, selected, labelled, "
            "processed and filtered. The OSI tells four kinds apart: open data are shared; for public and for "
            "obtainable data, also for a fee, it is said where they are; unshareable data are described. ({faq})"
        ),
        Topic.DATA_INFORMATION: _(
            "Data information is everything that a skilled person needs to build a substantially equivalent system: in "
            "1.0 the complete description of all training data (provenance, scope and characteristics, how obtained "
            "and selected, labelling, processing and filtering), a list of the public data and where to get them, and "
            "a list of the data obtainable from others, also for a fee. Whether a description is enough is a person's "
            "judgement; it is never read off a link. ({text})"
        ),
        Topic.LICENCE_WORDS: _(
            "**OSI-approved** means on the OSI's list; it is asked of code. **OSD-compliant** (0.0.8, 0.0.9) is asked "
            "of documents and data: a licence of the kind used for documentation that meets the principles of the Open "
            "Source Definition, such as CC-BY or CC-BY-SA. **OSD-conformant terms** (0.0.8, 0.0.9) are asked of "
            "parameters: any licence or agreement that meets these principles; “terms”, because it is not clear that "
            "weights are under copyright. **OSI-compliant** (0.0.6, 0.0.7) was never defined and was dropped. 1.0 asks "
            "for **OSI-approved terms** for data information and parameters; no list of such terms was found, so I say "
            "in each answer which rule I apply. ({faq})"
        ),
        Topic.OPEN_WEIGHTS: _(
            "They are three scales. **Open weights** says that the parameters can be had, often with the code to run "
            "them. **Open Model** is class III of the Model Openness Framework: architecture, parameters, card, report "
            "and results under open licences. **Open source AI** asks for more: the data information and the complete "
            "code as well, so that people can study and modify the system. Open weights alone are not open source AI."
        ),
        Topic.SAFETY: _(
            "No. Safety, ethics and responsible use are out of the definition's scope on purpose: it says what a "
            "person must be free to do with a system, not what should be done with it. A licence that forbids uses, "
            "however harmful, does not meet it. ({faq})"
        ),
        Topic.HARDWARE: _(
            "No. The definition asks nothing of hardware. When volunteers reviewed T5 in 2024, a tool that needs "
            "special hardware was taken to be no restriction, because hardware is out of scope."
        ),
        Topic.WEIGHTS_COPYRIGHT: _(
            "The OSI takes no stand on whether parameters are under copyright. That is why the definition speaks of "
            "“terms” and not of licences, and 1.0 requires no particular legal mechanism to make parameters "
            "free. ({faq})"
        ),
        Topic.MACHINE_LEARNING_ONLY: _(
            "The freedoms are for any AI system, but what must be published is spelt out for machine learning only. "
            "({faq})"
        ),
        Topic.CERTIFICATION: _(
            "No. The OSI certifies no AI systems, and says that it validates legal documents only. The list it "
            "published in October 2024 (Pythia, OLMo, Amber, CrystalCoder and T5 passing) came from volunteers who "
            "tried out the drafts. Nor do I certify anything: I compare recorded facts with a version of the "
            "definition. ({faq})"
        ),
        Topic.VERSION_IN_USE: _(
            "I answer by **{label}** unless you name another version; every answer says which. Ask “under osaid "
            "0.0.9”, or press *Other version*."
        ),
        Topic.VERSIONS: _(
            "The drafts 0.0.2 to 0.0.5 required nothing yet. 0.0.6 (March 2024) had the first list of required "
            "components, after the working groups' votes; 0.0.7 asked for data transparency; 0.0.8 is the version that "
            "volunteers tried on real systems; 0.0.9 moved the list to a checklist and asked for at least one of four "
            "data rows; 1.0-RC1 and 1.0 (28 October 2024) ask for three elements: data information, code, parameters. "
            "“/definition diff” shows what lies between any two, and which systems change verdict."
        ),
        Topic.HOW_DECIDED: _(
            "By co-design, not by ballot: in early 2024 four working groups (Llama 2, Pythia, BLOOM, OpenCV) marked in "
            "a public sheet which components are needed to use, study, modify and share a system; the drafts took up "
            "the outcome. The OSI has said that the votes were never meant to be scientific, representative or "
            "democratic; critics dispute how they were counted. (https://discuss.opensource.org/t/247, "
            "https://discuss.opensource.org/t/589)"
        ),
        Topic.TRAINING_CODE: _(
            "Because the code that made the parameters belongs to the preferred form for making modifications: without "
            "it one cannot retrain or see how the system came about. The Open Source Definition asks for source code, "
            "not for the compiler; for machine learning the OSI holds that training code is part of the source. ({faq})"
        ),
        Topic.FREEDOMS: _(
            "To **use** the system for any purpose without asking for permission; to **study** how it works and "
            "inspect its components; to **modify** it for any purpose, including to change its output; to **share** it "
            "with or without modifications, for any purpose. ({text})"
        ),
        Topic.WHAT_IS: _(
            "Open source AI, by version 1.0 of the definition, is an AI system made available under terms that give "
            "the freedoms to use, study, modify and share it, with what is needed to exercise them: the data "
            "information, the complete code, and the parameters. It is met or not met; there are no grades. ({text})"
        ),
        Topic.ABOUT: capabilities(known),
        Topic.WHERE_TO_LOOK: capabilities(known),
    }
    told = texts[about].format(faq=FAQ, text=TEXT, label=label)
    if about is Topic.VERSION_IN_USE and found.holding is not None:
        told += " " + in_force.now(found.holding)
    return told


def capabilities(known: int) -> str:
    """What the bot can do, in a few lines that invite to ask."""
    return _(
        "Hello! I answer “is X open source AI?” from a database of {known} systems, component by component, under a "
        "named version of the definition. Try:\n"
        "- “Is Llama 3 open source AI?”, “why is Mixtral not?”, “what would BLOOM have to change?”\n"
        "- “Compare Pythia and Gemma 3”, “is the training code of Whisper there?”, “what does the Gemma licence "
        "forbid?”\n- “Which systems pass osaid 1.0?”, “what changed between 0.0.9 and 1.0?”\n"
        "What is not recorded I call unknown, and I certify nothing."
    ).format(known=known)
