"""The page docs/knowledge.md: what the knowledge base says and does not say, counted from its records."""

from collections.abc import Iterable, Iterator

from data.countries import country_name
from data.coverage import Coverage, by_jurisdiction, by_kind
from data.knowledge import RECORDS, Knowledge
from data.models import Record

_INTRODUCTION = """\
Facts that no policy states: who owns a recipient, where it is established, which statute can compel it, who may
invoke it. Each is in our own words and names its source; a fact whose source was not read is graded `unconfirmed` and
shown so wherever it is used. Two sources that contradict each other stay two facts.

It does not say that data moved, that a law was used, or that a company broke one beyond what a named decision found.
A jurisdiction that is not listed below is not free of such laws: nothing of it has been gathered yet. Where a path ends
in such a place, it says that no instrument of it is known here."""

_ACCORDS = """\
Noted beside a path between their places; they change neither its grade nor its rank."""

_OWN = """\
A user's own folder (`--knowledge DIR`) has the same form; its records add to ours, or take the place of those with the
same id."""


def knowledge_page(knowledge: Knowledge) -> Iterator[str]:
    """The lines of the page."""
    yield from ("# What the knowledge base says and does not say", "", _INTRODUCTION, "", "## By kind", "")
    yield from _table("kind", ((coverage.name, coverage) for coverage in by_kind(knowledge)))
    yield from ("", "## By jurisdiction", "", "Laws, authorities and organisations established there.", "")
    places = by_jurisdiction(knowledge)
    yield from _table("jurisdiction", ((f"{country_name(c.name, 'en')} ({c.name})", c) for c in places))
    yield from ("", "## Rules of inference", "")
    for rule in knowledge.rules.values():
        walks = f"Why data may be taken along `{rule.walks}`; nothing is added to the graph." if rule.walks else ""
        said = (rule.says.en, rule.says.ko, f"Basis: {rule.basis.en}.", walks)
        yield from (f"### {rule.id}", "", *(line for part in said if part for line in (part, "")))
    yield from ("## Treaties and equivalence decisions", "", _ACCORDS, "")
    for accord in knowledge.accords.values():
        says = " ".join(filter(None, (accord.says.en, accord.note.en if accord.note else None)))
        yield f"- {accord.names.en} ({accord.grade}). {says}"
    yield ""
    yield from ("## Form of the records", "", _OWN)
    for kind, model in RECORDS.items():
        yield from _form(kind, model)


def _table(first: str, rows: Iterable[tuple[str, Coverage]]) -> Iterator[str]:
    yield from (
        f"| {first} | records | facts confirmed | unconfirmed | newest source |",
        "| --- | --: | --: | --: | --- |",
    )
    for name, coverage in rows:
        newest = coverage.newest or "–"
        yield f"| {name} | {coverage.records} | {coverage.confirmed} | {coverage.unconfirmed} | {newest} |"


def _form(kind: str, model: type[Record]) -> Iterator[str]:
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    summary = (model.__doc__ or "").strip().splitlines()[0]
    yield from ("", f"### {kind}", "", summary, "", "| field | form | needed |", "| --- | --- | --- |")
    for name, form in schema["properties"].items():
        yield f"| `{name}` | {_words(form)} | {'yes' if name in required else 'no'} |"


def _words(form: dict[str, object]) -> str:
    """A field's JSON Schema in a few words."""
    if "$ref" in form:
        return str(form["$ref"]).rpartition("/")[2]
    if isinstance(choices := form.get("anyOf"), list):
        return " or ".join(dict.fromkeys(_words(choice) for choice in choices))
    if isinstance(values := form.get("enum"), list):
        return ", ".join(f"`{value}`" for value in values)
    if form.get("type") == "array" and isinstance(items := form.get("items"), dict):
        return f"list of {_words(items)}"
    if "const" in form:
        return f"`{form['const']}`"
    written = form.get("format") or form.get("type") or "value"
    pattern = str(form["pattern"]).replace("|", "\\|") if "pattern" in form else None
    return f"{written} `{pattern}`" if pattern else str(written).replace("null", "nothing")
