"""HTML of what stands beside a drawing or graph: steps with their passages, nodes with their facts, list entries.

Every word that comes from a document, the knowledge base or a reader is escaped here; addresses are links only where
they are http(s).
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from graph.browse import NodeFacts
from graph.knowledge import UNREAD
from graph.lineage import Accord, Contrary, NodeRef, Passage, Path, Step
from graph.query import Edge
from graph.schema import GRADE_COLOURS, NODE, RELATIONSHIP
from ui.components import Item
from ui.i18n import Language, either, say
from ui.present import articles, categories, name, notes, step_sentence, step_words, words_of
from ui.properties import in_words


def chip(grade: str, language: Language) -> str:
    """A grade on its colour."""
    word = escape(say(f"grade.{grade}", language))
    return f'<span class="chip" style="background:{GRADE_COLOURS[grade]}">{word}</span>'


def path_item(number: int, path: Path, names: Mapping[str, NodeRef], language: Language) -> Item:
    """A path as an entry of the ranked list."""
    inferred = say("path.inferred_steps", language, count=path.inferred)
    way = " → ".join(name(node, language) for node in path.nodes[1:])
    warnings = "".join(f'<div class="warn">{escape(text)}</div>' for text in notes(path, language))
    return Item(path.id, (
        f'<div class="top"><span class="rank">{number}</span>{chip(path.grade, language)}'
        f'<span class="quiet">{escape(inferred)}</span></div><div>{escape(way)}</div>'
        f'<div class="quiet">{escape(say("path.arrives", language))} {escape(categories(path, names, language))}</div>'
        f"{warnings}"
    ))  # fmt: skip


def node_item(node: NodeRef, language: Language) -> Item:
    """A node as an entry of search results."""
    other = node.name if name(node, language) != node.name else node.name_ko
    kind = either(NODE[node.label].en, NODE[node.label].ko, language)
    return Item(node.id, (
        f'<div>{escape(name(node, language))}</div><div class="quiet">'
        f"{escape(' · '.join(filter(None, (other, kind, node.country))))}</div>"
    ))  # fmt: skip


def edge_item(edge: Edge, names: Mapping[str, NodeRef], language: Language) -> Item:
    """A relationship as an entry of a list: its ends, its word and its grade."""
    kind = RELATIONSHIP[edge.type]
    start, end = (escape(name(names[id_], language)) for id_ in (edge.start, edge.end))
    word = f'<span class="word">{escape(either(kind.en, kind.ko, language))}</span>'
    marks = chip(edge.grade, language) if edge.grade else ""
    inferred = f' <span class="quiet">{escape(say("drawing.inferred", language))}</span>' if edge.rule else ""
    return Item(edge.key, f"<div>{start} — {word} → {end}</div><div>{marks}{inferred}</div>")


def step_evidence(step: Step, others: Iterable[Step], names: Mapping[str, NodeRef], language: Language) -> str:
    """What a step rests on: its grade in words, its rule and premises where inferred, and every passage."""
    heading = (
        f"{escape(name(step.start, language))} <span class='word'>{escape(step_words(step, language))}</span> "
        f"{escape(name(step.end, language))}"
    )
    means = say("evidence.weakest", language) if step.rule else say(f"grade_means.{step.grade}", language)
    parts = [
        f"<h4>{heading}</h4><p>{chip(step.grade, language)} {escape(means)}</p>",
        _rule(step, others, language) if step.rule else "",
        _properties(_step_properties(step, names, language)),
        passages(step.passages, language),
    ]
    if not step.passages:
        parts.append(f'<p class="quiet">{escape(say("evidence.no_passage", language))}</p>')
    if step.contradicted:
        parts.append(f"<h5>{escape(say('evidence.contradicted', language))}</h5>")
    parts += [_contrary(contrary, language) for contrary in step.contradicted]
    return f'<section class="evidence">{"".join(parts)}</section>'


def accords(noted: Iterable[Accord], language: Language) -> str:
    """Treaties and equivalence decisions between the two ends of a path, with their sources; nothing where none is."""
    items = [
        f"<p>{chip(accord.grade, language)} <b>{escape(either(accord.name, accord.name_ko, language))}</b></p>"
        f"{passages(accord.passages, language)}"
        for accord in noted
    ]
    heading = f"<h4>{escape(say('evidence.accords', language))}</h4>"
    return f'<aside class="evidence">{heading}{"".join(items)}</aside>' if items else ""


def left_open(service: NodeFacts, language: Language) -> str:
    """What the sources on a service leave open, or contradict each other in; nothing where they do not."""
    notes_in = {"en": "notes", "ko": "notes_ko" if "notes_ko" in service.properties else "notes"}
    items = "".join(f"<li>{escape(note)}</li>" for note in service.properties.get(notes_in[language], ()))
    heading = escape(f"{name(service.node, language)}: {say('evidence.left_open', language)}")
    read = [one for one in service.statements if one.own_words and one.document != UNREAD.id]
    links = " · ".join(dict.fromkeys(outward(one.title, one.url) for one in read))
    sources = f'<p class="quiet">{escape(say("evidence.left_open_from", language))}: {links}</p>' if links else ""
    return f'<aside class="evidence"><h4>{heading}</h4><ul>{items}</ul>{sources}</aside>' if items else ""


def passages(several: Iterable[Passage], language: Language) -> str:
    """Passages one below the other; of our own words that several sources say alike, each source stands below."""
    alike: dict[tuple[str, ...], list[Passage]] = {}
    for one in several:
        alike.setdefault((one.quote, one.grade) if one.own_words else (one.statement,), []).append(one)
    return "".join(passage(first, language, others) for first, *others in alike.values())


def passage(words: Passage, language: Language, others: Iterable[Passage] = ()) -> str:
    """Words in their surroundings, and where they and `others` like them stand; only a source's words are marked."""
    tag = "span" if words.own_words else "mark"
    before = f"…{_flowing(words.before)}" if words.before else ""
    after = f"{_flowing(words.after)}…" if words.after else ""
    quote = f"<{tag}>{_flowing(words_of(words, language))}</{tag}>"
    return (
        f'<figure class="passage" style="--grade:{GRADE_COLOURS[words.grade]}"><blockquote>'
        f'<span class="around">{before}</span>{quote}<span class="around">{after}</span></blockquote>'
        f"{''.join(dict.fromkeys(_source(one, language) for one in (words, *others)))}</figure>"
    )


def _source(words: Passage, language: Language) -> str:
    """Where the words stand, and whose they are."""
    flags = [
        say("evidence.own_words", language) if words.own_words else "",
        say("evidence.restatement", language) if words.restatement and not words.own_words else "",
        say("evidence.speaker", language, who=words.speaker) if words.speaker else "",
    ]
    version = say("evidence.version", language, date=words.version) if words.version else ""
    source = " · ".join(escape(text) for text in (words.publisher or "", version, *flags) if text)
    title = say("evidence.unread", language) if words.document == UNREAD.id else words.title
    return f"<figcaption>{outward(title, words.url)}{' · ' if source else ''}{source}</figcaption>"


def node_facts(facts: NodeFacts, language: Language) -> str:
    """A node's names in full, its facts, and the passages about it."""
    node, kind = facts.node, NODE[facts.node.label]
    other_names = [n for n in (node.name_ko if name(node, language) == node.name else node.name,
                               facts.properties.get("name_native")) if n]  # fmt: skip
    described = "" if node.named else f'<p class="quiet">{escape(say("drawing.described", language))}</p>'
    return (
        f'<section class="evidence"><p class="quiet">{escape(either(kind.en, kind.ko, language))} · '
        f"<code>{escape(node.id)}</code></p><h4>{escape(name(node, language))}</h4>"
        f"<p>{escape(' · '.join(map(str, other_names)))}</p>{described}{_properties(in_words(facts, language))}"
        f"{passages(facts.statements, language)}</section>"
    )


def _contrary(contrary: Contrary, language: Language) -> str:
    """What another source says in place of a step, with its words."""
    heading = f"<p>{chip(contrary.grade, language)} {escape(name(contrary.end, language))}</p>"
    return heading + passages(contrary.passages, language)


def _rule(step: Step, others: Iterable[Step], language: Language) -> str:
    sentence = either(*step.reason, language) if step.reason else ""
    premises = [step_sentence(other, language) for other in others if other.key in step.premises and other != step]
    rests = "".join(f"<li>{escape(text)}</li>" for text in premises)
    heading = escape(say("evidence.rests_on", language))
    basis = escape(f"{say('evidence.basis', language)}: {either(*step.basis, language)}") if step.basis else ""
    return (
        f'<div class="rule"><b>{escape(say("drawing.inferred", language))}</b> <code>{escape(step.rule or "")}</code>'
        f"<p>{escape(sentence)}</p><p class='quiet'>{basis}</p>"
        f"{f'<p>{heading}</p><ul>{rests}</ul>' if rests else ''}</div>"
    )


def _step_properties(step: Step, names: Mapping[str, NodeRef], language: Language) -> dict[str, str]:
    data = [name(names[id_], language) if id_ in names else id_ for id_ in step.categories]
    carries = RELATIONSHIP[step.type].carries == "named" and not step.rule
    values = {
        "evidence.data": ", ".join(data) or (say("path.any_category", language) if carries else ""),
        "drawing.without_consent": ", ".join(say(f"ground.{ground}", language) for ground in step.without_consent),
        "evidence.claimed_by": ", ".join(step.speakers),
        "evidence.articles": ", ".join(articles(step, language)),
        "evidence.holds": " – ".join((step.valid_from or "", step.valid_to or "")).strip(" –"),
    }
    return {say(key, language): value for key, value in values.items() if value}


def _properties(values: Mapping[str, Any]) -> str:
    rows = "".join(f"<dt>{escape(key)}</dt><dd>{_value(value)}</dd>" for key, value in values.items())
    return f"<dl>{rows}</dl>" if rows else ""


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "<br>".join(escape(str(part)) for part in value)
    return outward(str(value), str(value))


def _flowing(text: str) -> str:
    """Words of a document without marks of Markdown and empty lines, which help nobody here."""
    return escape(re.sub(r"\s*\n\s*", "\n", text.replace("**", "")))


def outward(text: str, url: str | None) -> str:
    """Words that open an address elsewhere, where it is http(s)."""
    if url and url.startswith(("https://", "http://")):
        return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
    return escape(text)
