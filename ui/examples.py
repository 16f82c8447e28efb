"""Queries to begin with on the Cypher page."""

from typing import NamedTuple


class Example(NamedTuple):
    """A query and what it asks, in English and Korean."""

    en: str
    ko: str
    query: str


EXAMPLES = (
    Example("Who receives the data of a service", "서비스의 수령자", """\
MATCH (s:Service {id: "svc-aliexpress"})-[:OPERATED_BY*0..1]->(giver)-[r:PROVIDES_TO|ENTRUSTS_TO]->(recipient)
RETURN giver, r, recipient
LIMIT 100"""),
    Example("Where data is stored", "보관 국가", """\
MATCH (giver)-[r:STORES_IN]->(place:Jurisdiction)
RETURN giver.name AS holder, place.name AS country, r.grade AS grade, r.categories AS categories
ORDER BY country, holder LIMIT 200"""),
    Example("What happens without consent", "동의 없이 이루어지는 것", """\
MATCH (giver)-[r]->(recipient)
WHERE size(coalesce(r.without_consent, [])) > 0
RETURN giver, r, recipient
LIMIT 100"""),
    Example("Laws without independent oversight", "독립된 감독이 없는 법령", """\
MATCH (law:LegalInstrument)-[r:EMPOWERS]->(authority:Authority)
WHERE law.oversight IN ["none", "executive"]
RETURN law, r, authority
LIMIT 100"""),
    Example("Who controls whom", "지배 관계", """\
MATCH p = (:Organization)-[:CONTROLLED_BY*1..4]->(:Organization)
RETURN p
LIMIT 60"""),
    Example("Statements and their documents", "진술과 문서", """\
MATCH (s:Statement)-[:IN]->(d:Document)
RETURN d.name AS document, d.version AS version, s.kind AS kind, s.grade AS grade, s.quote AS words
LIMIT 200"""),
)  # fmt: skip
