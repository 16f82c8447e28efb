"""What Korean disclosures state, form by form, and what they do not state."""

import pytest

from data.lexicon import load_lexicon
from graph.statement import Statement
from ingest.korean import extract
from ingest.patterns import check_examples
from ingest.readers import read

Said = tuple[str, str | None, str | None]  # kind, recipient or ground, country

P, E, T, A, X = (
    "provides_to", "entrusts_to", "transfers_to_country", "discloses_to_authority", "without_consent_exception",
)  # fmt: skip


def statements(text: str, name: str = "policy.md") -> list[Statement]:
    return extract(read(text.encode(), name))


def said(text: str, name: str = "policy.md") -> set[Said]:
    return {(s.kind, s.recipient or s.ground, s.country) for s in statements(text, name)}


def test_every_entry_of_the_lexicon_finds_its_examples() -> None:
    assert check_examples(load_lexicon("ko")) == []


RECORDS: list[tuple[str, str, set[Said]]] = [
    (
        "a table of processors",
        "## 처리위탁\n\n| 수탁자 | 위탁업무 |\n|---|---|\n| (주)가나물류 | 배송 |\n| Alpha, Inc. | 서버 운영 |",
        {(E, "(주)가나물류", None), (E, "Alpha, Inc.", None)},
    ),
    (
        "a table of provision",
        "## 제3자 제공\n\n| 제공받는 자 | 목적 | 항목 |\n|---|---|---|\n| 제휴 보험사 | 가입 | 성명 |\n| 국세청 | 신고 | 성명 |",
        {(P, "제휴 보험사", None), (A, "국세청", None)},
    ),
    (
        "a table of overseas transfer",
        "## 국외 이전\n\n| 이전받는 자 | 국가 | 항목 |\n|---|---|---|\n| Alpha LLC | 미국 | 이메일 |\n| Beta | 일본 | 이름 |",
        {(T, "Alpha LLC", "US"), (T, "Beta", "JP")},
    ),
    (
        "processors abroad give both",
        "## 처리위탁 및 국외 이전\n\n| 수탁자 | 업무 | 이전 국가 |\n|---|---|---|\n| Alpha LLC | 서버 | 싱가포르 |",
        {(E, "Alpha LLC", None), (T, "Alpha LLC", "SG")},
    ),
    (
        "a region in brackets is a country",
        "## 처리위탁\n\n| 수탁자 | 업무 |\n|---|---|\n| Alpha LLC (도쿄 리전) | 서버 |\n| 베타(주) (대한민국) | 상담 |",
        {(E, "Alpha LLC", None), (T, "Alpha LLC", "JP"), (E, "베타(주)", None)},
    ),
    (
        "the heading names the country",
        "## 국외 이전 (미국)\n\n| 수탁자 | 이전 항목 |\n|---|---|\n| Alpha LLC | 이메일 |",
        {(E, "Alpha LLC", None), (T, "Alpha LLC", "US")},
    ),
    (
        "several recipients and countries in one cell",
        "## 국외 이전\n\n| 이전받는 자 | 국가 |\n|---|---|\n| Alpha LLC, Beta, Inc. | 미국, 독일 |",
        {(T, "Alpha LLC", "US"), (T, "Beta, Inc.", "DE")},
    ),
    (
        "several countries of one recipient",
        "## 국외 이전\n\n| 이전받는 자 | 국가 |\n|---|---|\n| Alpha LLC | 미국, 싱가포르 등 |",
        {(T, "Alpha LLC", "US"), (T, "Alpha LLC", "SG")},
    ),
    (
        "examples of a category",
        "## 처리위탁\n\n| 수탁자 | 업무 |\n|---|---|\n| 가나페이, 다라페이 등 결제대행사 | 결제 |",
        {(E, "가나페이", None), (E, "다라페이", None), (E, "결제대행사", None)},
    ),
    (
        "keys and values in one line",
        "## 국외 이전\n\n이전받는 자: Alpha Inc. / 이전국가: 미국 / 이전항목: 이메일 / 목적: 발송 / 보유·이용 기간: 1년",
        {(T, "Alpha Inc.", "US")},
    ),
    (
        "keys and values with nothing between",
        "## 처리위탁\n\n수탁자: 가나정보(주) 위탁업무: 전산 운영 보유기간: 1년",
        {(E, "가나정보(주)", None)},
    ),
    (
        "numbered keys",
        "## 제3자 제공\n\n1. 제공받는 자 : (주)가나카드\n2. 이용목적 : 발급\n3. 제공하는 항목 : 성명\n",
        {(P, "(주)가나카드", None)},
    ),
    (
        "keys under a name",
        "## 처리위탁\n\n1. 가나물류 주식회사\n   - 위탁업무: 배송\n   - 보유기간: 1개월\n2. (주)다라문자\n   - 위탁업무: 발송\n",
        {(E, "가나물류 주식회사", None), (E, "(주)다라문자", None)},
    ),
    (
        "keys under a heading",
        "## 국외 이전\n\n### 1. Alpha Inc.\n\n- **이전 국가:** 미국\n- **이전 항목:** 이메일\n",
        {(T, "Alpha Inc.", "US")},
    ),
    (
        "a list of names with what they do",
        "## 처리위탁\n\n다음과 같이 위탁하고 있습니다.\n\n- Alpha Inc. (미국): 서버 운영\n- 다라페이: 결제 처리\n- 메일 발송 - Beta LLC\n",
        {(E, "Alpha Inc.", None), (T, "Alpha Inc.", "US"), (E, "다라페이", None), (E, "Beta LLC", None)},
    ),
    (
        "a table typed as lines",
        "제5조 (처리위탁)\n수탁자/위탁업무/보유기간\n(주)가나페이/결제/1년\n(주)다라문자/문자 발송/1년\n",
        {(E, "(주)가나페이", None), (E, "(주)다라문자", None)},
    ),
    (
        "recipients behind the data they get",
        "## 국경 간 이전\n\n- 이전 대상: 메시지(Alpha), 푸시 토큰(Beta/Gamma)\n- 이전 국가: 미국\n",
        {(T, "Alpha", "US"), (T, "Beta", "US"), (T, "Gamma", "US")},
    ),
    (
        "processors told by their function alone",
        "## 처리위탁\n\n| 수탁 업무 | 위탁 내용 |\n|---|---|\n| 결제 대행 | 승인·정산 |",
        {(E, "결제 대행", None)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in RECORDS], ids=[c[0] for c in RECORDS])
def test_records(text: str, expected: set[Said]) -> None:
    assert said(text, "policy.txt" if text.startswith("제5조") else "policy.md") == expected


def test_a_record_fills_its_fields_with_the_words_of_the_document() -> None:
    (found,) = statements("## 국외 이전\n\n- 이전받는 자: Alpha Inc.\n- 이전국가: 미국\n- 이전항목: 이름, 이메일(선택)\n"
                          "- 이용목적: 상담\n- 보유기간: 탈퇴 시까지\n")  # fmt: skip
    assert (found.data_categories, found.purpose, found.retention) == (("이름", "이메일(선택)"), "상담", "탈퇴 시까지")


def test_a_note_across_the_table_holds_for_every_row() -> None:
    rows = "<tr><td>가나(주)</td><td>발급</td></tr><tr><td colspan=2>※ 보유 및 이용기간 : 1년</td></tr>"
    table = f"<h2>제3자 제공</h2><table><tr><th>제공받는 자</th><th>목적</th></tr>{rows}</table>"
    assert [(s.recipient, s.retention) for s in statements(table, "policy.html")] == [("가나(주)", "1년")]


SENTENCES: list[tuple[str, str, set[Said]]] = [
    ("provision", "회사는 이용자의 주소 정보를 판매자에게 제공합니다.", {(P, "판매자", None)}),
    ("sharing with", "제휴사와 이메일 정보를 공유할 수 있습니다.", {(P, "제휴사", None)}),
    ("entrustment", "회사는 문자 발송 업무를 (주)가나문자에 위탁하고 있습니다.", {(E, "(주)가나문자", None)}),
    ("service providers", "회원의 연락처 정보를 배송업체에 제공합니다.", {(E, "배송업체", None)}),
    ("storage in a region", "개인정보는 AWS 도쿄 리전에 보관됩니다.", {(T, "AWS", "JP")}),
    ("a holder behind its country", "데이터는 미국에 위치한 Alpha LLC의 서버에 저장됩니다.", {(T, "Alpha LLC", "US")}),
    ("storage at home", "개인정보는 서울 데이터센터에 저장됩니다.", {(T, None, "KR")}),
    ("letting somebody collect", "광고 사업자가 이용 정보를 수집하도록 허용하고 있습니다.", {(P, "광고 사업자", None)}),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SENTENCES], ids=[c[0] for c in SENTENCES])
def test_sentences(text: str, expected: set[Said]) -> None:
    assert said(text) == expected


NOTHING: list[tuple[str, str]] = [
    ("a denial", "회사는 이용자의 개인정보를 제휴사에게 제공하지 않습니다."),
    ("a denial in principle", "회사는 원칙적으로 이용자의 개인정보를 외부에 제공하지 않습니다."),
    ("no sale", "당사는 광고주에게 개인정보를 판매하지 않으며 공유하지 않습니다."),
    ("an announcement", "판매자에게 주소 정보를 제공하는 경우 사전에 이용자의 동의를 받습니다."),
    ("the future", "향후 해외 서버(미국)로 개인정보를 이전할 수 있습니다."),
    ("an empty section", "## 처리위탁\n\n위탁처리 내용이 없습니다."),
    ("an empty row", "## 제3자 제공\n\n| 제공받는 자 | 목적 | 항목 |\n|---|---|---|\n| 없음 | - | - |\n| Alpha | 없음(미연동) | - |"),
    ("the statutory list", "## 제3자 제공\n\n다음 사항을 알립니다.\n\n1. 개인정보를 제공받는 자\n2. 제공받는 자의 이용목적\n3. 항목\n"),
    ("contract clauses", "## 처리위탁\n\n계약서에 다음을 명시합니다.\n\n- 위탁업무 수행 목적 외 처리 금지\n- 재위탁 제한에 관한 사항\n"),
    ("rights", "## 정보주체의 권리\n\n이용자는 수사기관에 정보 제공을 요구할 수 있으며 회사는 법률에 따른 경우를 제외하고 제공합니다."),
    ("regulators", "## 권익침해 구제방법\n\n- 대검찰청: 1301\n- 경찰청: 182 (국번없이)\n"),
    ("retention by statute", "## 보유기간\n\n관계 법령에 따라 보존할 필요가 있는 경우 보관합니다.\n\n| 항목 | 기간 |\n|---|---|\n| 결제 | 5년 |"),
    ("a law's name", "당사는 미국 법률과 EU 규정에 따라 개인정보를 관리합니다."),
    ("a seat", "회사는 미국에 본사를 두고 있습니다."),
    ("a language", "메시지를 베트남어로 번역하여 전달합니다."),
    ("the user", "이용자에게 정보를 제공합니다."),
]  # fmt: skip


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_what_is_no_fact(text: str) -> None:
    assert said(text) == set()


FRAMES = (
    "회사는 개인정보를 제3자에게 제공하지 않습니다. 다만, 아래의 경우에는 예외로 합니다.",
    "회사는 다음 각 호의 경우를 제외하고는 동의 없이 개인정보를 제공하지 않습니다.",
    "다음의 경우에는 정보주체의 동의 없이 개인정보를 제3자에게 제공할 수 있습니다.",
)
GROUNDS = [
    ("법률에 특별한 규정이 있는 경우", "law"),
    ("급박한 생명, 신체, 재산의 이익을 위하여 필요하다고 인정되는 경우", "vital_interest"),
    ("통계작성 및 학술연구를 위하여 알아볼 수 없는 형태로 제공하는 경우", "public_interest"),
    ("서비스 제공에 따른 요금정산을 위하여 필요한 경우", "contract"),
    ("이용약관을 위반한 회원에게 법적인 조치를 취하기 위한 경우", "own_rights"),
    ("영업의 양도나 합병의 경우", "business_transfer"),
    ("공공의 안전을 위하여 필요한 경우", "public_interest"),
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("case", "ground"), GROUNDS)
def test_exceptions_have_the_ground_of_each_case(frame: str, case: str, ground: str) -> None:
    assert said(f"## 제3자 제공\n\n{frame}\n\n- 이용자가 사전에 동의한 경우\n- {case}\n") == {(X, ground, None)}


@pytest.mark.parametrize(
    ("case", "authority"),
    [
        ("수사기관의 요구가 있는 경우", "수사기관"),
        ("관계 법령에 따라 관계기관으로부터 요구가 있는 경우", "관계기관"),
        ("법원 또는 수사기관이 법령에 따라 요청하는 경우", "법원 또는 수사기관"),
        ("국세청이 법령에 따라 자료를 요구하는 경우", "국세청"),
    ],
)
def test_a_case_that_is_asked_for_discloses_to_the_authority(case: str, authority: str) -> None:
    assert (A, authority, None) in said(f"## 제3자 제공\n\n{FRAMES[0]}\n\n- {case}\n")


def test_exceptions_in_one_sentence() -> None:
    text = "법령을 준수해야 하는 경우, 또는 시스템의 보안을 보호하기 위한 경우에 한해 정보를 제공합니다."
    assert said(text) == {(X, "law", None), (X, "own_rights", None)}


@pytest.mark.parametrize(
    "text",
    [
        "## EEA 거주 이용자 추가 안내\n\n개인정보는 독일 리전에 보관됩니다.",
        "## 12. 추가 안내\n\n본 조항은 EEA 거주 이용자에게 적용됩니다.\n\n개인정보는 독일 리전에 보관됩니다.",
    ],
)
def test_a_section_for_people_elsewhere_speaks_of_them_alone(text: str) -> None:
    assert [(s.country, s.applies_to) for s in statements(text)] == [("DE", ("EEA",))]


def test_a_movement_is_of_the_people_where_it_begins() -> None:
    found = statements("EEA/영국에서 대한민국으로의 이전에는 적정성 결정을 적용합니다.")
    assert [(s.country, set(s.applies_to)) for s in found] == [("KR", {"EEA", "GB"})]
