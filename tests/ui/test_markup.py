from dataclasses import replace
from html.parser import HTMLParser

import pytest

from data.grades import Grade
from graph.browse import NodeFacts
from graph.lineage import Accord, Contrary
from tests.factory import (
    CHINA,
    OPERATOR,
    SHOP,
    THIRD,
    alleged_path,
    insurer_path,
    passage,
    path,
    sellers_path,
    step,
    unspecified_path,
)
from ui.markup import accords, left_open, node_facts, node_item, passages, path_item, step_evidence
from ui.markup import passage as passage_html


class Text(HTMLParser):
    """The visible text, and the addresses of links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links = "", []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src")]
        assert tag not in ("script", "img", "iframe")


def shown(html: str) -> str:
    return " ".join(Text(html).text.split())


def test_a_passage_stands_in_its_surroundings_with_its_source() -> None:
    text = shown(passage_html(passage(before="Before. ", quote="The words", after=" After."), "en"))
    assert text == "…Before. The words After.… Privacy Policy · Example Shop · version of 2026-01-01"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"own_words": True}, "in our words"),
        ({"restatement": True}, "a restatement of the source"),
        ({"speaker": "A council"}, "says A council"),
    ],
)
def test_a_passage_says_whose_words_it_is(changes: dict[str, object], said: str) -> None:
    assert said in shown(passage_html(passage(**changes), "en"))


def test_only_words_of_the_source_are_marked() -> None:
    assert "<mark>We share" in passage_html(passage(), "en")
    assert "<mark>" not in passage_html(passage(own_words=True), "en")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert Text(passage_html(passage(url=url), "en")).links == []


def test_words_of_a_document_never_become_markup() -> None:
    attack = '<script>alert(1)</script><img src="https://x.example/p">'
    html = passage_html(passage(quote=attack, title=attack, publisher=attack, before=attack), "en")
    assert Text(html).text.count("<script>") == 4


def test_an_inferred_step_shows_its_rule_and_what_it_follows_from() -> None:
    *before, last = insurer_path().steps[:5]
    inferred = replace(last, premises=(before[3].key,))
    text = shown(step_evidence(inferred, insurer_path().steps, {}, "en"))
    assert "inferred by a rule established-in The laws of the country it is established in bind it." in text
    assert "It follows from: Warranty Insurance Co., Ltd. — established in → China (register)" in text


def test_a_rule_gives_its_basis_in_the_readers_language() -> None:
    ruled = replace(insurer_path().steps[4], basis=("The statute.", "법률."))
    assert "Basis in law: The statute." in shown(step_evidence(ruled, (), {}, "en"))
    assert "법적 근거: 법률." in shown(step_evidence(ruled, (), {}, "ko"))


def test_our_own_words_are_shown_in_korean_and_those_of_a_source_as_they_are() -> None:
    ours = passage(quote="In our words.", quote_ko="우리말로 쓴 것.", own_words=True)
    assert "우리말로 쓴 것." in shown(passage_html(ours, "ko"))
    assert "In our words." in shown(passage_html(ours, "en"))
    assert "We share data" in shown(passage_html(passage(), "ko"))


def test_articles_are_cited_as_the_language_does() -> None:
    cited = replace(insurer_path().steps[4], articles=("Art. 7", "18 USC 2713"))
    assert "제7조, 18 USC 2713" in shown(step_evidence(cited, (), {}, "ko"))
    assert "Art. 7, 18 USC 2713" in shown(step_evidence(cited, (), {}, "en"))


def test_a_step_that_another_source_contradicts_shows_both() -> None:
    other = Contrary(OPERATOR, Grade.DISCLOSED, "2023-01-01", (passage(quote="It was in Singapore."),))
    text = shown(step_evidence(replace(insurer_path().steps[3], contradicted=(other,)), (), {}, "en"))
    assert "We share data" in text
    assert f"Another source says otherwise: disclosed {OPERATOR.name} …Recipients. It was in Singapore." in text


def test_accords_stand_beside_a_path_with_their_sources() -> None:
    treaty = Accord("acc-x", "mutual_legal_assistance", "A treaty", "조약", Grade.REGISTER, (passage(quote="Signed."),))
    assert "조약" in shown(accords([treaty], "ko"))
    text = shown(accords([treaty], "en"))
    assert text.startswith("Between the two countries; it changes neither grade nor rank of the path register A treaty")
    assert "Signed." in text


def test_our_own_words_stand_once_with_every_source_that_says_so() -> None:
    ours = passage(quote="One fact.", own_words=True)
    html = passages([ours, replace(ours, statement="st-2", title="Another source")], "en")
    assert shown(html).count("One fact.") == 1
    assert "Another source" in shown(html)


def test_a_fact_whose_source_was_not_read_says_so_in_the_readers_language() -> None:
    believed = passage(document="knowledge-base", title="Knowledge base", own_words=True, grade=Grade.UNCONFIRMED)
    assert "출처를 읽지 못함" in shown(passage_html(believed, "ko"))


def test_words_of_two_sources_stay_two_though_they_are_alike() -> None:
    assert shown(passages([passage(), passage(statement="st-2")], "en")).count("We share data") == 2


def test_what_the_sources_of_a_service_contradict_is_told_in_the_readers_language() -> None:
    facts = NodeFacts(SHOP, {"notes": ["It says A, the regulator B."], "notes_ko": ["가라 하고 당국은 나라 한다."]}, ())
    assert "It says A, the regulator B." in shown(left_open(facts, "en"))
    assert "가라 하고 당국은 나라 한다." in shown(left_open(facts, "ko"))
    assert left_open(NodeFacts(SHOP, {}, ()), "en") == ""


def test_what_is_left_open_names_the_sources_of_what_is_known() -> None:
    known = passage(own_words=True, title="Decision of the office", url="https://example.com/decision")
    told = left_open(NodeFacts(SHOP, {"notes": ["It says A."]}, (known, known, passage())), "en")
    assert told.count("Decision of the office") == 1
    assert "https://example.com/decision" in told


def test_where_nothing_is_agreed_nothing_is_shown() -> None:
    assert accords([], "en") == ""


def test_a_step_without_consent_gives_the_ground_in_words() -> None:
    text = shown(step_evidence(unspecified_path().steps[1], (), {}, "ko"))
    assert "동의 없이 생명·신체·재산상 급박한 이익" in text


def test_an_allegation_names_who_makes_it() -> None:
    assert "Claimed by A newspaper" in shown(step_evidence(alleged_path().steps[1], (), {}, "en"))


def test_a_step_whose_source_names_no_category_says_so() -> None:
    assert "any (no category named)" in shown(step_evidence(sellers_path().steps[2], (), {}, "en"))


def test_a_step_without_a_passage_says_so() -> None:
    bare = step(SHOP, "PROVIDES_TO", THIRD, passages=())
    assert "No passage stands behind this step" in shown(step_evidence(bare, (), {}, "en"))


def test_a_path_in_the_list_shows_what_must_not_be_missed() -> None:
    text = shown(path_item(3, unspecified_path(), {}, "en").html)
    assert text.startswith("3 reported inferred steps: 0 Example Shop → an unspecified third party")
    assert "without consent unnamed recipients: 1 ends at a recipient nobody names" in text


def test_a_node_in_the_list_has_both_names() -> None:
    assert shown(node_item(CHINA, "ko").html) == "중국 China · 관할 · CN"


def test_the_facts_of_a_node_have_its_full_name_and_passages() -> None:
    facts = NodeFacts(THIRD, {"id": THIRD.id, "note": "never named"}, (passage(quote="a third party"),))
    text = shown(node_facts(facts, "en"))
    assert "an unspecified third party 특정되지 않은 제3자 described, not named Note never named" in text
    assert "a third party" in text


def test_hostile_names_stay_names() -> None:
    node = SHOP.__class__("Service", "svc-x", "<b onclick=x>")
    assert "<b onclick" not in path_item(1, path(step(SHOP, "USES", node)), {}, "en").html
