"""Which outlet a page is from: known names, unknown names, domains, and what proves nothing."""

from __future__ import annotations

from importlib.resources import files

import pytest

from searchtui.articles.article import Kind
from searchtui.articles.gazetteer import Gazetteer, gazetteer, host_of, read_outlets
from searchtui.articles.recognise import recognise
from searchtui.config import UserOutlet
from searchtui.files.document import RawDocument

BODY = "\n\n".join(
    f"The river rose by {number} metres in one night, the council said, and the people of the village slept on."
    for number in ("two", "three", "four", "five")
)
TITLE = "River rises in one night as village sleeps"


def outlet_of(*around: str, above: tuple[str, ...] = ()) -> str | None:
    page = "\n\n".join([*above, TITLE, BODY, *around])
    return recognise(RawDocument("page.txt", None, page)).outlet


@pytest.mark.parametrize(
    "line",
    [
        "Skip to more Valley Ledger sites",
        "Subscribe to the Valley Ledger",
        "Valley Ledger’s website can also be reached at other addresses",
        "More from Valley Ledger",
        "Download the Valley Ledger app",
        "Mehr vom Valley Ledger",
        "S’abonner au Valley Ledger",
        "Source: Valley Ledger",
        "Valley Ledger: News, Weather, Opinion",
        "22.02.2023, Valley Ledger",
    ],
)
def test_an_unknown_outlet_is_known_by_how_it_names_itself(line: str) -> None:
    assert outlet_of(line) == "Valley Ledger"


def test_two_ways_of_naming_prove_an_outlet_without_a_newspapers_word() -> None:
    assert outlet_of("More from Brackwater", "About Brackwater") == "Brackwater"


@pytest.mark.parametrize(
    "line", ["More from Africa", "More from Germany", "© 2024 Valley Media Holding", "About us", "More from the author"]
)
def test_sections_owners_and_pronouns_are_no_outlets(line: str) -> None:
    assert outlet_of(line) is None


def test_a_name_agreeing_with_a_domain_is_an_outlet() -> None:
    assert outlet_of("More from Brackwater", above=("https://www.brackwater.example/news/river",)) == "Brackwater"


def test_a_known_outlet_is_found_by_its_names_around_the_body() -> None:
    assert outlet_of("Deutsche Welle", "Follow Deutsche Welle on Facebook") == "DW"


def test_a_known_outlet_is_found_by_its_address() -> None:
    assert outlet_of(above=("URL: https://p.dw.com/p/abc",)) == "DW"


def test_names_in_the_body_do_not_count() -> None:
    page = "\n\n".join(
        [
            TITLE,
            BODY,
            *(f"The Guardian reported that {n} boats sank in the night, and that nobody saw it." for n in range(4)),
        ]
    )
    assert recognise(RawDocument("page.txt", None, page)).outlet is None


def test_two_outlets_named_alike_often_decide_nothing() -> None:
    assert outlet_of("The Guardian", "Le Monde", "The Guardian", "Le Monde") is None


def test_a_section_named_like_an_outlet_proves_nothing() -> None:
    assert outlet_of("Sport", "Science", "Sport", "More from Sport") is None


def test_the_credit_of_a_picture_names_no_outlet() -> None:
    assert (
        outlet_of("The bridge. Photo: Ann Roe/Reuters", "The dam. Photo: Bo Lee/Reuters", "Image: Ann Roe/Reuters")
        is None
    )


def test_an_agency_is_not_the_outlet() -> None:
    article = recognise(RawDocument("page.txt", None, f"{TITLE}\n\n{BODY}\n\nmf/ar (Reuters, AP)"))
    assert (article.outlet, article.agency) == (None, "Reuters, AP")


def test_the_evidence_quotes_the_line() -> None:
    article = recognise(RawDocument("page.txt", None, f"{TITLE}\n\n{BODY}\n\nSubscribe to the Valley Ledger"))
    evidence = article.outlet_evidence
    assert (evidence.kind, evidence.line, evidence.text) == (Kind.STATED, 11, "Subscribe to the Valley Ledger")


def test_a_declared_outlet_is_believed() -> None:
    document = RawDocument(
        "a.jsonl", "1", BODY, {"outlet": "Deutsche Welle"}, {"outlet": 'field "source"'}, clean_body=True
    )
    article = recognise(document)
    assert (article.outlet, article.outlet_evidence.where) == ("DW", 'field "source"')


def test_a_declared_domain_is_named() -> None:
    assert recognise(RawDocument("a.jsonl", "1", BODY, {"outlet": "www.bbc.co.uk"}, clean_body=True)).outlet == "BBC"


def test_an_unknown_declared_domain_stands_for_itself() -> None:
    assert (
        recognise(RawDocument("a.jsonl", "1", BODY, {"outlet": "https://www.ledger.example/"}, clean_body=True)).outlet
        == "ledger.example"
    )


def test_a_declared_name_shared_by_several_outlets_stays_as_it_is() -> None:
    assert (
        recognise(RawDocument("a.jsonl", "1", BODY, {"outlet": "The Citizen"}, clean_body=True)).outlet == "The Citizen"
    )


# The gazetteer


def test_the_gazetteer_holds_the_main_outlets_of_the_world() -> None:
    names = [
        "BBC News",
        "le monde",
        "Der Spiegel",
        "EL PAÍS",
        "Асахи",
        "朝日新聞",
        "Al Jazeera",
        "xinhua",
        "The Hindu",
        "Folha de S.Paulo",
    ]
    found = [gazetteer().named(name) for name in names]
    assert [name for name, outlet in zip(names, found, strict=True) if outlet is None] == ["Асахи"]


def test_every_line_of_the_gazetteer_is_complete() -> None:
    outlets = list(read_outlets(files("searchtui.articles").joinpath("outlets.tsv").read_text(encoding="utf-8")))
    assert len(outlets) >= 600
    assert all(
        outlet.name and outlet.domains and len(outlet.country) == 2 and len(outlet.lang) == 2 for outlet in outlets
    )
    assert all(host_of(domain) == domain for outlet in outlets for domain in outlet.domains)


def test_a_subdomain_belongs_to_its_outlet() -> None:
    outlet = gazetteer().at("https://de.euronews.com/2024/story?x=1")
    assert outlet is not None
    assert outlet.name == "Euronews"


@pytest.mark.parametrize("address", ["", "not a host", "example", "https://", "http://[::1", "com", "fakebbc.co.uk"])
def test_other_addresses_belong_to_none(address: str) -> None:
    assert gazetteer().at(address) is None


def test_letter_case_tells_a_name_from_words() -> None:
    known = Gazetteer(read_outlets("The Verge\t\ttheverge.com\tUS\ten"))
    assert [len(list(known.mentions(line))) for line in ("on the verge of tears", "The Verge", "THE VERGE")] == [
        0,
        1,
        1,
    ]


# Outlets of the user's own


def test_a_users_outlet_is_known_by_name_alias_and_domain() -> None:
    known = gazetteer((UserOutlet("Harbour Post", ("HP Online",), ("WWW.harbourpost.example",)),))
    found = (known.named("harbour post"), known.named("HP Online"), known.at("https://news.harbourpost.example/1"))
    assert [outlet.name for outlet in found if outlet] == ["Harbour Post"] * 3


def test_a_users_outlet_goes_before_a_listed_one_of_that_alias() -> None:
    known = gazetteer((UserOutlet("Guardian of the Valley", ("Guardian",)),))
    outlet = known.named("Guardian")
    assert outlet is not None
    assert outlet.name == "Guardian of the Valley"


def test_a_users_outlet_with_a_listed_name_adds_to_it() -> None:
    outlet = gazetteer((UserOutlet("DW", ("Wave of the Valley",)),)).named("wave of the valley")
    assert outlet is not None
    assert (outlet.name, "dw.com" in outlet.domains) == ("DW", True)


def test_what_the_user_names_twice_is_one_outlet() -> None:
    known = gazetteer((UserOutlet("Harbour Post", ("HP Online",)), UserOutlet("Harbour Post", ("Harbour Mail",))))
    assert known.only_named("HP Online") == known.only_named("Harbour Mail") is not None


def test_no_outlet_of_the_user_changes_what_others_know() -> None:
    gazetteer((UserOutlet("Harbour Post"),))
    assert gazetteer().named("Harbour Post") is None


def test_an_alias_with_a_star_is_an_ordinary_word_too() -> None:
    outlet = next(read_outlets("Tove Mirror\t*Mirror; Tove Glass\ttove.example\tGB\ten"))
    assert outlet.plain == {"Mirror"}
