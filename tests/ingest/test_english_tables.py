"""Tables and records by keys: whom their cells name, and what their rows say of them."""

from tests.ingest.english_policies import facts, stated

PROVIDERS = """\
| Service | Provider | Location | Purpose |
| --- | --- | --- | --- |
| Hosting | Sierra Cloud Inc. | USA | store data |
| E-mail | Tango Mail GmbH | Germany, Ireland | send letters |
"""


def test_a_row_of_providers_says_who_processes_data_and_where() -> None:
    rows = {(s.kind, s.recipient, s.country) for s in stated(PROVIDERS) if s.kind == "transfers_to_country"}
    assert rows == {
        ("transfers_to_country", "Sierra Cloud Inc.", "US"), ("transfers_to_country", "Tango Mail GmbH", "DE"),
        ("transfers_to_country", "Tango Mail GmbH", "IE"),
    }  # fmt: skip
    assert {s.recipient for s in stated(PROVIDERS) if s.kind == "entrusts_to"} == {
        "Sierra Cloud Inc.", "Tango Mail GmbH",
    }  # fmt: skip


def test_a_cell_of_several_recipients_is_a_list() -> None:
    table = "| Data | Shared with |\n| --- | --- |\n| Name | Service providers; ad networks; government entities |\n"
    assert facts(table) == {
        ("entrusts_to", "Service providers"), ("provides_to", "ad networks"),
        ("discloses_to_authority", "government entities"),
    }  # fmt: skip


CONTROLLERS = """## Data controllers

| Country or region | Entity |
| --- | --- |
| EEA | Data controller: Uniform Europe S.A. |
| South Korea | Data controller: Uniform Asia Pte. Ltd. |
"""


def test_a_table_of_controllers_says_who_answers_for_whom_and_shares_nothing() -> None:
    assert {(s.kind, s.recipient, s.applies_to) for s in stated(CONTROLLERS)} == {
        ("operated_by", "Uniform Europe S.A.", ("EEA",)), ("operated_by", "Uniform Asia Pte. Ltd.", ("KR",)),
    }  # fmt: skip


def test_recipients_behind_keys_are_records() -> None:
    text = "- Recipient: Golf Bank\n- Country: Japan\n- Items provided: name\n- Purpose of use: checks\n"
    given = [s for s in stated(f"## Overseas transfer\n\n{text}") if s.kind == "provides_to"]
    assert [(s.recipient, s.country, s.data_categories, s.purpose) for s in given] == [
        ("Golf Bank", "JP", ("name",), "checks"),
    ]  # fmt: skip


def test_keys_in_the_first_column_of_a_table_are_records() -> None:
    rows = [("Type", "Support"), ("Processor", "Zenk, Inc."), ("Processor's Privacy Policy", "https://zenk.example"),
            ("Data Collected", "name"), ("Processor", "Amber Web"), ("Purpose", "storage")]  # fmt: skip
    table = "\n".join(f"| {key} | {value} |" for key, value in [(" ", " "), ("---", "---"), *rows])
    given = [(s.kind, s.recipient, s.data_categories, s.purpose) for s in stated(f"## Processors\n\n{table}\n")]
    assert given == [("entrusts_to", "Zenk, Inc.", ("name",), None), ("entrusts_to", "Amber Web", (), "storage")]


def test_keys_of_entrusted_work_name_those_who_process() -> None:
    text = "**Trustee**: Hotel Desk, India Works\n\n**Entrusted work**: support\n"
    assert facts(text) == {("entrusts_to", "Hotel Desk"), ("entrusts_to", "India Works")}


def test_a_title_with_a_colon_before_prose_is_no_key() -> None:
    assert facts("Third parties: Nobody is told your name.\n\nPurpose: We help you.\n") == set()


REASONS = """\
| Recipients | Data | Reason for disclosing |
| --- | --- | --- |
| Police and other authorities, or those who sue us | Orders | When we believe it is necessary:<br>* to answer a \
court order<br>* to prevent death or bodily harm |
"""


def test_the_reasons_of_a_row_are_exceptions_and_its_purpose() -> None:
    told = stated(REASONS)
    assert {s.ground for s in told if s.kind == "without_consent_exception"} == {"law", "vital_interest"}
    assert next(s for s in told if s.kind == "discloses_to_authority").data_categories == ("Orders",)


TABLE = """\
| Category of data | Categories of third parties to whom it is disclosed |
| --- | --- |
| Identifiers<br>Orders | Service Providers<br>Advertising and Analytics Partners<br>State Authorities |
| Photos | N/A |
"""


def test_a_table_of_categories_and_recipients_gives_each_line() -> None:
    assert {(s.kind, s.recipient, s.data_categories) for s in stated(TABLE)} == {
        ("entrusts_to", "Service Providers", ("Identifiers", "Orders")),
        ("provides_to", "Advertising and Analytics Partners", ("Identifiers", "Orders")),
        ("discloses_to_authority", "State Authorities", ("Identifiers", "Orders")),
    }


UNHEADED = """We have contracts with these service providers (delegatees) to work for us:

|     |     |
| --- | --- |
| _**Name of Party**_ | _**Description of Function**_ |
| Foo Co., ltd. | Invoicing |
| Tango (privacy@tango.example) | Customer communications |
"""


def test_a_table_under_an_empty_header_row_has_its_header_in_the_next_and_its_kind_from_above() -> None:
    named = {s.recipient for s in stated(UNHEADED) if s.kind == "entrusts_to" and s.recipient_named}
    assert named == {"Foo Co., ltd.", "Tango"}


LONG = """| Category | Categories of Recipients |
| --- | --- |
| Names | Vendors and third parties who perform services on our behalf (such as Internet service providers, payment \
processors), Business and marketing partners, Affiliates |
"""


def test_a_long_cell_of_recipients_is_read_as_the_list_that_it_is() -> None:
    assert facts(LONG) >= {
        ("entrusts_to", "Vendors"), ("provides_to", "Business and marketing partners"), ("provides_to", "Affiliates"),
        ("entrusts_to", "payment processors"),
    }  # fmt: skip


def test_a_table_of_those_to_whom_work_is_entrusted_names_processors() -> None:
    text = "We entrust the processing of your data to these companies:\n\n| Company | Work |\n|---|---|\n| Foo | CS |\n"
    assert ("entrusts_to", "Foo") in facts(text)
