"""Sentences of our own, by the form they stand for, with what they state."""

import pytest

from tests.ingest.english_policies import Fact, facts, stated

SENTENCES: dict[str, tuple[str, set[Fact]]] = {
    "active with examples": (
        "We may share your profile with advertising partners, such as Acme and Bolt Media, to show ads.",
        {("provides_to", "advertising partners"), ("provides_to", "Acme"), ("provides_to", "Bolt Media")},
    ),
    "passive, two verbs": (
        "Your data may be transferred to our affiliates and disclosed to regulators.",
        {("provides_to", "affiliates"), ("discloses_to_authority", "regulators")},
    ),
    "examples in brackets": (
        "We disclose personal information to vendors (e.g., Crate, Inc. and Dune GmbH) that host it.",
        {("entrusts_to", "vendors"), ("entrusts_to", "Crate, Inc."), ("entrusts_to", "Dune GmbH")},
    ),
    "adjectives that wait for their noun": (
        "We provide usage data to analytics, marketing, and research companies.",
        {("provides_to", "analytics, marketing, and research companies")},
    ),
    "a clause that makes third parties processors": (
        "We share your data with third parties who perform services on our behalf.",
        {("entrusts_to", "third parties who perform services on our behalf")},
    ),
    "engaging": ("We engage couriers to deliver orders.", {("entrusts_to", "couriers")}),
    "providing somebody with data": (
        "We provide our sponsors with statistical information.",
        {("provides_to", "sponsors")},
    ),
    "letting somebody collect": (
        "We allow ad networks to collect identifiers through cookies.",
        {("provides_to", "ad networks")},
    ),
    "storing in two countries": (
        "We store your information on servers in Ireland and Japan.",
        {("transfers_to_country", "IE"), ("transfers_to_country", "JP")},
    ),
    "a recipient and where they are": (
        "We share your data with Echo Pay Ltd. (Singapore) to take payments.",
        {("provides_to", "Echo Pay Ltd."), ("transfers_to_country", "Echo Pay Ltd.")},
    ),
    "an exception with three grounds": (
        "We may disclose your data if necessary to comply with a court order, protect the safety of any person or "
        "enforce our terms.",
        {
            ("without_consent_exception", "law"), ("without_consent_exception", "vital_interest"),
            ("without_consent_exception", "own_rights"), ("discloses_to_authority", None),
        },
    ),
    "an exception to a denial": (
        "We do not disclose personal data to third parties, except where required by law.",
        {("without_consent_exception", "law")},
    ),
    "a merger": (
        "If we are involved in a merger, we may transfer your information to the acquirer.",
        {("provides_to", "acquirer"), ("without_consent_exception", "acquirer")},
    ),
    "examples behind what somebody does": (
        "We share data with vendors who use it to work for us, such as auditors, hosting providers, and couriers.",
        {
            ("entrusts_to", "vendors"), ("provides_to", "auditors"), ("entrusts_to", "hosting providers"),
            ("entrusts_to", "couriers"),
        },
    ),
    "going on in the next sentence": (
        "We provide records to vendors. This includes payment processors like Golf and Juliet that take payments and "
        "cloud providers like India Web Services.",
        {
            ("entrusts_to", "vendors"), ("entrusts_to", "payment processors"), ("entrusts_to", "Golf"),
            ("entrusts_to", "Juliet"), ("entrusts_to", "cloud providers"), ("entrusts_to", "India Web Services"),
        },
    ),
    "whom a denial leaves out": (
        "We do not sell or transfer your data. This does not include trusted third parties who help us run the site.",
        {("entrusts_to", "trusted third parties who help us run the site")},
    ),
    "processors beside us": (
        "We and our vendors use pixels to collect information about your visit.",
        {("entrusts_to", "vendors")},
    ),
    "numbered examples": (
        "We may share data with vendors. Some examples: (i) print shops that make cards, (ii) age verification "
        "providers, and (iii) couriers.",
        {
            ("entrusts_to", "vendors"), ("provides_to", "print shops"), ("entrusts_to", "age verification providers"),
            ("entrusts_to", "couriers"),
        },
    ),
    "the authority whose process is answered": (
        "We may share data as needed to comply with law or take part in legal process, including from police agencies.",
        {("discloses_to_authority", "police agencies"), ("without_consent_exception", "police agencies")},
    ),
    "whose noun says that they do something": (
        "We share your data with florists, record labels and other rights owners.",
        {("provides_to", "florists"), ("provides_to", "record labels"), ("provides_to", "other rights owners")},
    ),
    "going on behind a clause": (
        "We share your data with carriers who bring your parcels, our insurers, and the banks that settle payments.",
        {("entrusts_to", "carriers"), ("provides_to", "insurers"), ("provides_to", "banks")},
    ),
    "going on behind an occasion": (
        "We may disclose your data to our vendors; in connection with tax matters; to our sister companies.",
        {("entrusts_to", "vendors"), ("provides_to", "sister companies")},
    ),
    "whom the user connects": (
        "If you link your account with a third-party service (such as Kilo or Lima Games), we share your profile with "
        "that service.",
        {("provides_to", "third-party service"), ("provides_to", "Kilo"), ("provides_to", "Lima Games")},
    ),
    "a pronoun": (
        "When you buy from a third-party seller, we share your address with them.",
        {("provides_to", "third-party seller")},
    ),
    "whom the user connects, described": (
        "We share your data with apps you connect to your account.",
        {("provides_to", "apps you connect to your account")},
    ),
    "what was given before": (
        "You hand your card number to us, which we will check and transmit to the payment provider of your choice.",
        {("entrusts_to", "payment provider of your choice")},
    ),
    "among themselves": (
        "We and our subsidiaries may share your data with each other.",
        {("provides_to", "subsidiaries")},
    ),
    "a subject with a clause": (
        "Depending on your plan, account owners and the people they appoint can access your recordings and data.",
        {("provides_to", "account owners")},
    ),
    "the model of somebody else": (
        "We use third-party language models to answer you.",
        {("entrusts_to", "third-party language models")},
    ),
    "members behind a colon": (
        "We entrust your data to these companies: Acme Korea (support, Japan) and Bolt Logistics (delivery).",
        {
            ("entrusts_to", "Acme Korea"), ("transfers_to_country", "Acme Korea"), ("entrusts_to", "Bolt Logistics"),
        },
    ),
    "who does the work": (
        "Payments are processed by Stria, Inc. and Payfriend.",
        {("entrusts_to", "Stria, Inc."), ("entrusts_to", "Payfriend")},
    ),
    "whose machines are used": (
        "We store your data in data centers operated by Mike Cloud in Japan.",
        {("entrusts_to", "Mike Cloud"), ("transfers_to_country", "Mike Cloud")},
    ),
    "a tool called by name": (
        "We use Papa Analytics to understand how people use our site.",
        {("entrusts_to", "Papa Analytics")},
    ),
    "who may look": ("Your data may be viewed by the sellers you buy from.", {("provides_to", "sellers")}),
    "a name and its group": (
        "Our parent company, Romeo Holdings Ltd., and its affiliates can access your information.",
        {("provides_to", "parent company"), ("provides_to", "Romeo Holdings Ltd."), ("provides_to", "affiliates")},
    ),
    "an authority by its name": (
        "We share data with the Ministry of Tales where we must.",
        {("discloses_to_authority", "Ministry of Tales")},
    ),
    "what is reported": ("We may report suspected crimes to the police.", {("discloses_to_authority", "police")}),
    "who works elsewhere": (
        "Our support team located in the Philippines may access your data.",
        {("transfers_to_country", "PH")},
    ),
    "countries pointed back to": (
        "We have staff in India and Malaysia, and your data may be accessed from those countries.",
        {("transfers_to_country", "IN"), ("transfers_to_country", "MY")},
    ),
    "nobody other than": (
        "We will not disclose your biometric data to anyone other than our identity verification providers.",
        {("entrusts_to", "identity verification providers")},
    ),
    "alternatives that one clause is about": (
        "We may share your data with our agents, contractors, or service providers who perform services on our behalf.",
        {("entrusts_to", "agents"), ("entrusts_to", "contractors"), ("entrusts_to", "service providers")},
    ),
    "either side of one sale": (
        "We share your data with the prospective seller or buyer of such business or assets.",
        {("provides_to", "prospective seller or buyer of such business")},
    ),
    "firms that write their names small": (
        "This website uses the measuring technology of acme GmbH, Sun Str. 36, 10405 Berlin.",
        {("entrusts_to", "acme GmbH")},
    ),
    "whose services are used": (
        "We use the email delivery services of Acme GmbH.", {("entrusts_to", "Acme GmbH")},
    ),
    "who supports the publisher": (
        "For the operation of our servers, we are supported by Acme GmbH.", {("entrusts_to", "Acme GmbH")},
    ),
    "people a service brings together": (
        "We share your name with the project leader and with other players.",
        {("provides_to", "project leader"), ("provides_to", "other players")},
    ),
    "whom the sentence before names": (
        "We partner with other services (such as Kilo and Lima) for log-in. We share your name with these services.",
        {("provides_to", "other services"), ("provides_to", "Kilo"), ("provides_to", "Lima")},
    ),
    "a right reserved": (
        "We reserve the right to disclose your data to protect the safety of anyone.",
        {("without_consent_exception", "vital_interest")},
    ),
    "within the group": (
        "We may share your information within our family of companies.", {("provides_to", "family of companies")},
    ),
    "posting elsewhere": (
        "By connecting your account, you let us post your activity to Chirper.", {("provides_to", "Chirper")},
    ),
    "whom advertising is left to": (
        "We use third-party advertising companies to serve ads.",
        {("provides_to", "third-party advertising companies")},
    ),
    "a country in brackets": (
        "You agree that your data is transferred outside your country to any country (including Norway) where we work.",
        {("transfers_to_country", "NO")},
    ),
    "grounds that overlap": (
        "We may disclose your data where necessary to prevent physical harm or report suspected illegal activity.",
        {("without_consent_exception", "own_rights"), ("without_consent_exception", "vital_interest")},
    ),
    "names that a colon announces behind a clause": (
        "We share data with carriers, who get your name, including the following card providers/processors: Foopal.",
        {("entrusts_to", "carriers"), ("entrusts_to", "Foopal")},
    ),
    "data that is pointed to": (
        "We may take data about you, hash it, and share it with social media platforms.",
        {("provides_to", "social media platforms")},
    ),
    "whose requests they are": (
        "We may disclose information in response to law enforcement requests.",
        {("discloses_to_authority", "law enforcement"), ("without_consent_exception", "law")},
    ),
    "called by name behind what they are": (
        "We share your data with our payment processor Stria and our parent company Foo Ltd.",
        {("entrusts_to", "Stria"), ("provides_to", "Foo Ltd.")},
    ),
    "somebody's machines": (
        "Your IP address is transmitted to a Papa server in the USA and stored there.",
        {("entrusts_to", "Papa"), ("transfers_to_country", "Papa")},
    ),
    "a list behind a colon": (
        "We share data with: Golf Payments Inc. (payments), Hotel Analytics (statistics).",
        {("provides_to", "Golf Payments Inc."), ("provides_to", "Hotel Analytics")},
    ),
    "backups": ("We keep backups in Frankfurt and in Oregon (USA).", {
        ("transfers_to_country", "DE"), ("transfers_to_country", "US"),
    }),
    "a member of the group elsewhere": (
        "We share your data with Sierra FZ-LLC, a group member located in Dubai.",
        {("provides_to", "Sierra FZ-LLC"), ("transfers_to_country", "Sierra FZ-LLC")},
    ),
    "an address behind the name": (
        "We share it with Acme Europe SA, Chaussée de Foo 198A, 1410 Waterloo, BE and with Bolt GmbH, Ringstraße 5.",
        {("provides_to", "Acme Europe SA"), ("provides_to", "Bolt GmbH")},
    ),
    "names alone in brackets": (
        "We share data with our subsidiaries involved in the games (Ketch, Green Games, ...).",
        {("provides_to", "subsidiaries"), ("provides_to", "Ketch"), ("provides_to", "Green Games")},
    ),
    "a name behind a dash": (
        "Your data is shared with a third party company – Foo Airship Inc., 1125 Main Street.",
        {("provides_to", "Foo Airship Inc.")},
    ),
    "those of somebody": (
        "We use third-party analytics services on our site, such as those of Kilo Analytics and Lima.",
        {("entrusts_to", "third-party analytics services"), ("entrusts_to", "Kilo Analytics"), ("entrusts_to", "Lima")},
    ),
    "work entrusted": (
        "We may entrust other companies to process your data.", {("entrusts_to", "other companies")},
    ),
    "countries counted behind": (
        "We may transfer your data to other countries; such countries include the United States and Brazil.",
        {("transfers_to_country", "US"), ("transfers_to_country", "BR")},
    ),
    "providers that include, for example": (
        "We share data with vendors. These service providers include, for example, Foo GmbH and Bar.com Ltd.",
        {("entrusts_to", "vendors"), ("entrusts_to", "Foo GmbH"), ("entrusts_to", "Bar.com Ltd.")},
    ),
    "affiliates and those who work": (
        "We share data with affiliate companies, as well as with companies that provide services on our behalf.",
        {
            ("provides_to", "affiliate companies"),
            ("entrusts_to", "companies that provide services on our behalf"),
        },
    ),
    "the controller": (
        "The data controller of your information is Foxtrot Interactive Pte. Ltd.",
        {("operated_by", "Foxtrot Interactive Pte. Ltd.")},
    ),
}  # fmt: skip

SILENT = {
    "negated": "We do not sell your personal information to advertisers.",
    "never": "We will never share your data with third parties.",
    "not in the business": "Foxtrot is not in the business of selling data to marketers.",
    "the user's own publishing": "You may share your photos with other users.",
    "received from others": "We may receive your data from our partners and service providers.",
    "what others do": "These advertisers may share the data with their partners.",
    "a right": "You have the right to request that we transfer your data to another provider.",
    "what would be announced": "We will notify you before we share your data with a new partner.",
    "a definition": "A sale means disclosing personal data to a third party for money.",
    "where the user lives": "If you are located in Brazil, you have additional rights.",
    "a law's country": "We process your data in accordance with the laws of Japan.",
    "an address": "You can write to us at 1 Main Street, Dublin, Ireland.",
    "services, not data": "We provide services to merchants.",
    "the user's account in others' hands": "If other individuals have access to your account, they can see your data.",
    "a law that consent is asked under": "We share data with your consent where required by law.",
    "what authorities may do": "The rights of authorities to access your personal information may differ there.",
    "use alone": "We use your information to provide the service and comply with legal obligations.",
    "rights exercised": "You have the following rights, which you can exercise to protect your interests or by law.",
    "steps for transfers": "Additional steps for data transfers in the EEA and Switzerland",
    "recipients of recipients": "Our site lists vendors that work with banks and other partners.",
    "will not": "Personal data collected in the program won't be shared with or sold to third parties.",
    "compliance": "We process your data in compliance with practices that our partners know.",
    "an offer of products": "We use your data to provide you with information, products and services.",
    "techniques": "We use Transport Layer Security to protect your data and SSL for payments.",
    "whoever cares to look": "Anyone can see the public content you post.",
    "a country in a company's name": "Your information is held by Foxtrot Ireland.",
    "where the user books": "If you book a room located in China, we store your choice.",
    "what others are allowed to use": "We authorize third parties to use our services.",
    "checks": "Our vendors run police checks.",
    "the work that vendors help with": "Companies help us with repairs, call centres, financial services and websites.",
    "who is meant by we": "“We” refers to the following companies:\n\n* Hotel SE, Ring 5, 10243 Berlin, DE\n",
    "requests": "We count the requests we received and processed in Japan about data.",
    "what is no person": "We provide order numbers, parameters and identifiers to keep the records complete.",
    "kinds of cookies": "- **Strictly Necessary Cookies.** Some cookies are needed.",
}


@pytest.mark.parametrize("form", SENTENCES)
def test_a_sentence_states(form: str) -> None:
    sentence, expected = SENTENCES[form]
    assert facts(sentence) == expected


@pytest.mark.parametrize("form", SILENT)
def test_a_sentence_states_nothing(form: str) -> None:
    assert facts(SILENT[form]) == set()


def test_what_somebody_else_discloses_is_no_fact() -> None:
    text = "Hotel Inc. (“Hotel”, “we”) rents rooms. The Register may disclose this data to the tax authorities."
    assert facts(text) == {("operated_by", "Hotel Inc.")}


FIELDS = {
    "behind": ("We share your name and address with carriers to deliver your order.", ("name", "address")),
    "ahead": ("To deliver your order, we share your name and address with carriers.", ("name", "address")),
    "acted upon": ("Your name and address may be shared with carriers to deliver your order.", ("name", "address")),
}


@pytest.mark.parametrize("form", FIELDS)
def test_a_recipient_gets_the_data_and_the_purpose_that_its_sentence_says(form: str) -> None:
    sentence, items = FIELDS[form]
    (given,) = stated(sentence)
    assert (given.purpose or "").casefold() == "to deliver your order"
    assert given.data_categories == items


def test_the_country_in_a_company_s_name_is_not_taken_for_its_seat() -> None:
    (given,) = stated("We share your data with INDIA.EXAMPLE CHINA LIMITED to assess risks.")
    assert (given.recipient, given.country) == ("INDIA.EXAMPLE CHINA LIMITED", None)
