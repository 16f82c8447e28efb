"""How nodes, steps and paths read: names, sentences, tables. No Streamlit here, so that commands use it too."""

from graph.lineage import NodeRef, Step
from graph.schema import RELATIONSHIP
from ui.i18n import Language, either, say


def name(node: NodeRef, language: Language) -> str:
    """The name in the reader's language where there is one."""
    return either(node.name, node.name_ko, language)


def step_words(step: Step, language: Language) -> str:
    """The word on the arrow."""
    kind = RELATIONSHIP[step.type]
    return either(kind.en, kind.ko, language)


def step_sentence(step: Step, language: Language) -> str:
    """A step in one line, for a tooltip and for a reader who hears it.

    Its form: who — word → whom (grade, inferred).
    """
    marks = [say(f"grade.{step.grade}", language)]
    if step.rule:
        marks.append(say("drawing.inferred", language))
    if step.without_consent:
        marks.append(say("drawing.without_consent", language))
    start, end = name(step.start, language), name(step.end, language)
    return f"{start} — {step_words(step, language)} → {end} ({', '.join(marks)})"
