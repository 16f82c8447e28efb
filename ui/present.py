"""How nodes, steps and paths read: names, sentences, rows of tables. No Streamlit here, so that commands use it too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.grades import Grade
from data.models import cited_in_korean
from graph.lineage import NodeRef, Passage, Path, Step
from graph.schema import RELATIONSHIP
from ui.i18n import Language, either, say
from ui.links import ALL_PATHS

_BEYOND = ("Jurisdiction", "LegalInstrument", "Authority")


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


def route(path: Path, language: Language) -> str:
    """The names on a path in order."""
    return " → ".join(name(node, language) for node in path.nodes)


def recipients(path: Path) -> tuple[str, ...]:
    """The ids on a path before it leaves those who hold data for jurisdictions, laws and authorities."""
    return tuple(node.id for node in path.nodes if node.label not in _BEYOND)


def distinct_routes(paths: Iterable[Path], count: int) -> list[Path]:
    """The first path of each distinct route, at most `count`, in rank order."""
    first: dict[tuple[str, ...], Path] = {}
    for path in paths:
        first.setdefault(recipients(path), path)
    return list(first.values())[:count]


def strongest_of(paths: Iterable[Path], grade: Grade) -> Path | None:
    """The first path whose weakest step has the grade."""
    return next((path for path in paths if path.grade == grade), None)


def categories(path: Path, names: Mapping[str, NodeRef], language: Language) -> str:
    """What arrives, in words; where no source names a category, that any may."""
    if not path.categories:
        return say("path.any_category", language)
    return ", ".join(name(names[id_], language) if id_ in names else id_ for id_ in path.categories)


def notes(path: Path, language: Language) -> list[str]:
    """What a reader must not miss: no consent, nobody named, who merely claims it, no authority named."""
    marks = [say("drawing.without_consent", language)] if path.without_consent else []
    if path.unnamed:
        marks.append(say("path.unnamed", language, count=path.unnamed))
    speakers = dict.fromkeys(speaker for step in path.steps for speaker in step.speakers)
    if speakers:
        marks.append(say("path.claimed_by", language, who=", ".join(speakers)))
    if path.ends != "authority":
        marks.append(say(f"ends.{path.ends}", language))
    return marks


def accord_names(path: Path, language: Language) -> list[str]:
    """What is noted between the two ends of a path: treaties and equivalence decisions, by name."""
    return [either(accord.name, accord.name_ko, language) for accord in path.accords]


def accords_by_end(paths: Iterable[Path], language: Language) -> dict[str, list[str]]:
    """Country code in which paths end → what is noted between it and the users' own, by name."""
    return {path.nodes[-1].country or "": accord_names(path, language) for path in paths if path.accords}


def words_of(passage: Passage, language: Language) -> str:
    """The words of a passage: of the source as they are, our own in the reader's language."""
    return either(passage.quote, passage.quote_ko, language)


def articles(step: Step, language: Language) -> list[str]:
    """The articles that a step cites, as the language cites them."""
    return [either(article, cited_in_korean(article), language) for article in step.articles]


def chosen_paths(paths: Sequence[Path], wanted: str | None) -> Sequence[Path]:
    """The paths to draw: all of them, the one wanted, or the first where that is not among them."""
    if wanted == ALL_PATHS:
        return paths
    return [path for path in paths if path.id == wanted] or paths[:1]


def chosen_step(steps: Sequence[Step], wanted: str | None) -> Step:
    """The step whose evidence is shown: the one wanted, else the weakest of those that give data away."""
    giving = [step for step in steps if RELATIONSHIP[step.type].carries == "named"] or steps
    weakest = max(reversed(giving), key=lambda step: step.grade.rank)
    return next((step for step in steps if step.key == wanted), weakest)


def path_row(path: Path, names: Mapping[str, NodeRef], language: Language) -> dict[str, Any]:
    """A path as a row: column title → value."""
    return {
        say("path.grade", language): say(f"grade.{path.grade}", language),
        say("path.inferred", language): path.inferred,
        say("path.route", language): route(path, language),
        say("path.categories", language): categories(path, names, language),
        say("path.countries", language): ", ".join(path.countries),
        say("path.marks", language): "; ".join([*notes(path, language), *accord_names(path, language)]),
    }
