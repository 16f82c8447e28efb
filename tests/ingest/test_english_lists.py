"""Lists of recipients: what introduces them, their items, titles that pronouns stand for."""

import pytest

from tests.ingest.english_policies import facts, stated

LISTED = """\
**C. RECIPIENTS**

We disclose personal information to the following categories of recipients:

·   **Couriers,** to deliver orders;

·   **Payment providers** that process cards, such as Golf Pay B.V.;

·   **To our insurers, law enforcement agencies and courts** where we believe it is necessary to protect your vital \
interests or as required by law.

**D. YOUR RIGHTS**

You have the right to ask for the following:

·   a list of our partners;
"""


def test_items_of_a_list_are_the_recipients_its_introduction_announces() -> None:
    assert {f for f in facts(LISTED) if f[0] != "without_consent_exception"} == {
        ("entrusts_to", "Couriers"), ("entrusts_to", "Payment providers"), ("entrusts_to", "Golf Pay B.V."),
        ("provides_to", "insurers"), ("discloses_to_authority", "law enforcement agencies and courts"),
    }  # fmt: skip


SECTIONS = """\
1. **COOKIES**

   The cookies we and third parties may use to collect data are:

   * **Analytical.** They count visits.

2. **HOW WE USE DATA**

   1. **Administrative Purposes**

      We use data for purposes such as:

      * Enforcing our policies.

3. **HOW WE SHARE DATA**

   * **For legal purposes**: To comply with a court order.
   * **Couriers**: To deliver your order, we share your name and address with couriers.
"""


def test_numbered_lines_in_bold_are_headings_and_a_list_ends_with_its_section() -> None:
    assert facts(SECTIONS) == {
        ("discloses_to_authority", None), ("without_consent_exception", "law"), ("entrusts_to", "couriers"),
    }  # fmt: skip


FUNCTIONS = """Here is a list of functions for which we use third party service providers:

* Account integrity and safety (e.g., Victor, Whiskey Labs);
* User acquisition services (e.g., Xylo)
"""


def test_functions_in_a_list_of_providers_are_processed_by_those_named_behind_them() -> None:
    assert facts(FUNCTIONS) == {
        ("entrusts_to", name)
        for name in (
            "third party service providers", "Account integrity and safety", "Victor", "Whiskey Labs",
            "User acquisition services", "Xylo",
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    "announcement",
    [
        "We use service providers like:", "Our service providers include:", "We rely on the following subprocessors:",
        "**3.1 We share your data with the following service providers:**", "The service providers we use are:",
    ],
)  # fmt: skip
def test_whoever_is_named_in_a_list_of_providers_processes_data(announcement: str) -> None:
    assert facts(f"{announcement}\n\n* Cloud hosts and other providers\n* Yankee Pay Inc., for cards\n") >= {
        ("entrusts_to", "Yankee Pay Inc."),
    }


TITLES = """## How we share your data

### Payment processors

They receive your card details to charge you.

### With our affiliates

They do not receive your data.

**Carriers**: They deliver parcels for us with your address.
"""


def test_a_title_names_those_for_whom_a_pronoun_stands() -> None:
    assert facts(TITLES) == {("entrusts_to", "Payment processors"), ("entrusts_to", "Carriers")}


def test_disclosure_carries_the_grounds_of_its_own_sentence() -> None:
    (police,) = [s for s in stated(LISTED) if s.kind == "discloses_to_authority"]
    assert set(police.without_consent) == {"law", "vital_interest"}


ANNOUNCED = """## Who gets your data

We share your data with the following processors, each bound by an agreement:

### Stria (Payments)

Card details never reach us.

### Whiskey Labs

The database is theirs.

## How long we keep it

### Orders

We keep them.
"""


def test_titles_that_a_paragraph_announces_name_recipients() -> None:
    assert facts(ANNOUNCED) == {
        ("entrusts_to", "processors"),
        ("entrusts_to", "Stria"),
        ("entrusts_to", "Whiskey Labs"),
    }


def test_titles_of_the_cases_in_which_data_is_shared_name_nobody() -> None:
    text = ANNOUNCED.replace("processors, each bound by an agreement:", "parties in these cases:")
    assert not {who for _, who in facts(text)} & {"Stria", "Whiskey Labs"}


OF_ITEMS = """We share data with these processors:

- **Foo (database):** Holds your account. Servers located in Germany.
- **Kilo, Inc.** — subscriptions. Kilo receives your user ID.
"""


def test_what_an_item_says_behind_the_name_is_about_the_one_named() -> None:
    told = {(s.kind, s.recipient, s.country) for s in stated(OF_ITEMS)}
    assert told == {
        ("entrusts_to", "Foo", None), ("transfers_to_country", "Foo", "DE"), ("entrusts_to", "Kilo, Inc.", None),
    }  # fmt: skip


PARTIES = """We may disclose your data to the following parties and for the following purposes:

**Our family of companies, who may use it to:**

* provide joint content

**Service providers and financial partners**

* Providers who help us to run the site.
* Financial partners who may offer products to you.
"""


def test_lists_below_titles_in_bold_name_the_parties_announced_above_them() -> None:
    assert {("entrusts_to", "Providers"), ("provides_to", "Financial partners")} <= facts(PARTIES)


def test_what_a_paragraph_includes_are_those_of_the_paragraph_before() -> None:
    text = "We share data with our service providers.\n\nThis includes our couriers, data centers and mailing houses.\n"
    assert {("entrusts_to", "couriers"), ("entrusts_to", "data centers"), ("entrusts_to", "mailing houses")} <= facts(
        text
    )


def test_exceptions_that_follow_a_denial_are_exceptions_to_consent() -> None:
    text = (
        "1. We do not provide data to others without consent. However, the following exceptions apply.\n\n"
        "   * Pursuant to a legal provision\n   * To take action against any person who violated the Company’s terms\n"
    )
    assert {("without_consent_exception", "law"), ("without_consent_exception", "own_rights")} <= facts(text)


NESTED = """We may share your data in the following situations:

* **With your consent:** We ask you.
* **With Other Parties in order to:**
    * Comply with a legal obligation
    * Protect and defend our rights
"""


def test_a_title_within_a_list_keeps_what_introduces_the_list() -> None:
    assert {("without_consent_exception", "law"), ("without_consent_exception", "own_rights")} <= facts(NESTED)


SUCH = """We may disclose your data to third parties for legitimate purposes. Such circumstances may include:

- With vendors or third parties who perform services for us (e.g., payment processing).
- With business and marketing partners, including Foo, to advertise to you.
- With our affiliates or otherwise within our group.
"""


def test_an_introduction_that_points_back_has_its_verb_in_the_sentence_before() -> None:
    assert facts(SUCH) >= {
        ("entrusts_to", "vendors"), ("provides_to", "business and marketing partners"), ("provides_to", "Foo"),
        ("provides_to", "affiliates"),
    }  # fmt: skip


def test_a_heading_says_what_the_list_right_below_it_is_of() -> None:
    text = "## 6. Sub-processors we use\n\n- Foo - hosting for the app.\n- Kilo: e-mail\n"
    assert facts(text) == {("entrusts_to", "Foo"), ("entrusts_to", "Kilo")}


def test_links_to_the_policies_of_services_in_use_name_processors() -> None:
    text = "Link to the privacy policy of third-party service providers used by the app\n\n- Foo Services\n- Kilo\n"
    assert facts(text) == {("entrusts_to", "Foo Services"), ("entrusts_to", "Kilo")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We may also share what we collect with ad networks.", {("provides_to", "ad networks")}),
        ("The publisher may share its list with partners.", set()),
    ],
)
def test_a_section_on_where_data_comes_from_may_yet_say_where_we_give_it(
    sentence: str, expected: set[tuple[str, str]]
) -> None:
    assert facts(f"## Sources of your personal data\n\n{sentence}") == expected
