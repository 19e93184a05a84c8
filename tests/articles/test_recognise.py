"""Whole pages to articles: parts, blocks, title, date, language, author, agency."""

from __future__ import annotations

import datetime as dt

import pytest

from searchtui.articles.article import Article, Kind, Part
from searchtui.articles.recognise import recognise
from searchtui.files.document import RawDocument

PARAGRAPHS = (
    "The river Tove rose by three metres on Sunday night and carried off the footbridge at Millbrook, said officials.",
    "“We heard the bridge leave,” said the ferryman, who lives next to the river. “It did not say goodbye.”",
    "Engineers will look at the river banks on Thursday. Until then the footbridge remains closed to everybody.",
    "The council has ordered a ferry for the children of Millbrook, whose school is on the other side of the river.",
)
BODY = "\n\n".join(PARAGRAPHS)
TITLE = "River carries off footbridge at Millbrook"


def read(text: str, path: str = "page.txt", **fields: str) -> Article:
    return recognise(RawDocument(path, None, text, fields))


def page(*above: str, below: tuple[str, ...] = ()) -> Article:
    return read("\n\n".join([*above, BODY, *below]))


def parts(article: Article, part: Part) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.part is part]


def test_menu_and_related_stories_are_no_body() -> None:
    article = page("Home\nNews\nSport", TITLE, below=("Most read\nOtter elected mayor of pond\nTen best umbrellas",))
    assert (parts(article, Part.TITLE), parts(article, Part.BODY)) == ([TITLE], list(PARAGRAPHS))


def test_nothing_of_the_page_is_lost() -> None:
    article = page("Home\nNews", TITLE, "By Ann Roe", below=("© 2024 Valley Media",))
    assert parts(article, Part.CHROME) == ["Home", "News", "By Ann Roe", "© 2024 Valley Media"]


def test_the_standfirst_belongs_to_the_body() -> None:
    standfirst = "Children of Millbrook now go to school by ferry, and some would like to keep it."
    assert parts(page(TITLE, standfirst, "3 March 2024"), Part.BODY)[0] == standfirst


def test_a_lone_short_line_between_paragraphs_is_a_sub_head() -> None:
    text = "\n\n".join([TITLE, *PARAGRAPHS[:2], "A ferry for the children", *PARAGRAPHS[2:]])
    assert "A ferry for the children" in parts(read(text), Part.BODY)


@pytest.mark.parametrize(
    "noise",
    [
        "Read more: Otter elected mayor of pond",
        "Advertisement",
        "The footbridge in better days. Photo: Bo Lee/Valley Pictures",
        "Otter elected mayor of pond\n\nTen best umbrellas for the spring",
        "Sign up for our newsletter to get the news of the valley in your inbox every morning at six o'clock.",
    ],
)
def test_noise_between_paragraphs_is_no_body(noise: str) -> None:
    text = "\n\n".join([TITLE, *PARAGRAPHS[:2], noise, *PARAGRAPHS[2:]])
    assert parts(read(text), Part.BODY) == list(PARAGRAPHS)


def test_a_sentence_above_a_credit_is_a_caption() -> None:
    article = page(TITLE, "The footbridge in better days.", "Getty Images")
    assert parts(article, Part.BODY) == list(PARAGRAPHS)


def test_the_last_sentence_above_a_credit_is_no_caption() -> None:
    assert parts(page(TITLE, below=("Photo: Bo Lee",)), Part.BODY) == list(PARAGRAPHS)


def test_teasers_each_between_lines_of_their_own_are_no_body() -> None:
    teasers = [
        line
        for name in ("pond", "lake", "moor", "fen", "brook")
        for line in (
            f"Otter of the {name}",
            f"The otter of the {name} has been elected mayor by a large majority of votes.",
        )
    ]
    assert parts(page(TITLE, below=("All news", "Sport", *teasers)), Part.BODY) == list(PARAGRAPHS)


def test_comments_are_no_body() -> None:
    comments = [
        line
        for name in ("Ann", "Bo", "Cy", "Di", "Ed")
        for line in (
            name,
            "3 March 2024 at 10:17",
            f"{name} thinks that the river should have been told earlier to stay down.",
        )
    ]
    assert parts(page(TITLE, below=("5 Comments", *comments)), Part.BODY) == list(PARAGRAPHS)


def test_a_paragraph_that_begins_as_an_earlier_one_is_a_repeat() -> None:
    assert parts(page(TITLE, below=(" ".join(PARAGRAPHS),)), Part.BODY) == list(PARAGRAPHS)


def test_a_short_article_under_its_headline_goes_before_longer_texts_of_the_site() -> None:
    imprint = [
        f"Our {name} was founded in the year of the great flood and has been read in the whole valley since."
        for name in ("gazette", "almanac", "calendar", "songbook", "telephone book")
    ]
    menu = [f"Page {number}" for number in ("one", "two", "three", "four")]
    text = "\n\n".join(["Home", "News", "Sport", *menu, TITLE, "By Ann Roe", *PARAGRAPHS[:3], *(menu * 6), *imprint])
    assert parts(read(text), Part.BODY) == list(PARAGRAPHS[:3])


def test_a_biography_of_the_author_ends_the_body() -> None:
    body = tuple(f"In {name}, {paragraph}" for name in ("Orm", "Elm", "Ash") for paragraph in PARAGRAPHS)
    teaser = "The otter of the pond has been elected mayor by a large majority of all the votes."
    text = "\n\n".join([TITLE, *body, "Ann Roe is a reporter for the Valley Ledger and lives by the river.", teaser])
    assert parts(read(text), Part.BODY)[-1] == body[-1]


def test_a_sentence_glued_to_the_next_becomes_two_touching_blocks() -> None:
    glued = PARAGRAPHS[2].replace("Thursday. Until", "Thursday.Until")
    article = read("\n\n".join([TITLE, PARAGRAPHS[0], glued, PARAGRAPHS[3]]))
    first, second = [block for block in article.blocks if block.part is Part.BODY][1:3]
    assert (first.end, article.text[second.start : second.start + 5]) == (second.start, "Until")


@pytest.mark.parametrize(
    "whole", ["in the U.S.A today", "at example.Com today", "by J.R.Doe there", "version 2.Beta is"]
)
def test_abbreviations_initials_and_domains_are_not_split(whole: str) -> None:
    article = read(
        f"{TITLE}\n\n{BODY}\n\nThe river Tove rose, people said {whole} and nobody in Millbrook could believe it."
    )
    assert len(parts(article, Part.BODY)) == len(PARAGRAPHS) + 1


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    wrapped = (
        "The river Tove rose by three metres on Sunday night and carried off\n"
        "the footbridge at Millbrook, and the council of the village, which\n"
        "had met that evening to discuss the footbridge, was told of it by a\n"
        "ferryman in the middle of the night."
    )
    assert parts(read(f"{TITLE}\n\n{wrapped}\n\n{wrapped.replace('Tove', 'Ove')}"), Part.BODY)[0] == wrapped


def test_the_body_reads_without_hard_wraps() -> None:
    article = recognise(
        RawDocument("a.jsonl", "1", "The river\nrose.\n\nIt fell.", {"title": "River"}, clean_body=True)
    )
    assert "\n\n" in article.body


# Title


def test_the_headline_is_the_line_whose_words_recur() -> None:
    article = page("Otter elected mayor of pond", "Ten best umbrellas for the spring", TITLE, "By Ann Roe")
    assert (article.title, article.title_evidence.line) == (TITLE, 5)


def test_a_headline_is_stated() -> None:
    assert page(TITLE).title_evidence.kind is Kind.STATED


def test_a_breadcrumb_is_no_headline() -> None:
    assert page("Millbrook / River / Footbridge", TITLE).title == TITLE


def test_the_name_of_the_site_is_cut_off_the_headline() -> None:
    article = page(f"{TITLE} | Valley Ledger")
    assert (article.title, article.outlet) == (TITLE, "Valley Ledger")


def test_a_text_without_a_headline_is_called_by_its_first_words() -> None:
    article = read(PARAGRAPHS[0])
    assert (article.title_evidence.kind, article.title[:14]) == (Kind.INFERRED, "The river Tove")


def test_a_markdown_heading_is_the_title() -> None:
    article = read(f"# {TITLE}\n\n{BODY}", path="a.md")
    assert (article.title, article.title_evidence.rule) == (TITLE, "heading")


def test_the_heading_that_repeats_a_declared_title_is_no_body() -> None:
    article = read(f"# {TITLE}\n\n{BODY}", path="a.md", title=TITLE)
    assert (parts(article, Part.TITLE), parts(article, Part.BODY)) == ([f"# {TITLE}"], list(PARAGRAPHS))


# Date


@pytest.mark.parametrize(
    "line",
    [
        "22 February 2023",
        "Published 22 February 2023, updated 24 February 2023",
        "By Ann Roe | February 22, 2023 9:54 a.m.",
        "Wed 22 Feb 2023 12.42 CET",
    ],
)
def test_a_date_line_under_the_headline_states_the_date(line: str) -> None:
    article = page(TITLE, line)
    assert (article.date, article.date_evidence.kind) == (dt.date(2023, 2, 22), Kind.STATED)


def test_the_day_of_the_update_is_kept_aside() -> None:
    article = page(TITLE, "Published 22 February 2023", "Updated 24 February 2023")
    assert (article.date, article.other_dates) == (dt.date(2023, 2, 22), (dt.date(2023, 2, 24),))


def test_a_date_right_above_the_headline_goes_before_one_within_the_body() -> None:
    text = "\n\n".join(["22 February 2023", TITLE, *PARAGRAPHS[:2], "25 December 2022", *PARAGRAPHS[2:]])
    assert read(text).date == dt.date(2023, 2, 22)


def test_a_date_right_below_the_body_counts_where_it_has_a_time() -> None:
    assert page(TITLE, below=("28. 4. 2023, 18:41 Uhr",)).date == dt.date(2023, 4, 28)


@pytest.mark.parametrize(
    "line", ["Published on 06/01/2026 - 13:55", "Published 06/01/2026\n\nPhoto call on 25/12/2025"]
)
def test_a_clock_of_24_hours_or_another_date_tells_day_from_month(line: str) -> None:
    article = page(TITLE, line)
    assert (article.date, article.date_evidence.kind) == (dt.date(2026, 1, 6), Kind.INFERRED)


def test_pages_that_write_the_month_first_keep_their_secret() -> None:
    assert page(TITLE, "Published 06/01/2026", "Photo call on 12/25/2025").date != dt.date(2026, 1, 6)


def test_the_year_of_a_date_line_without_one_is_inferred_from_the_copyright_line() -> None:
    article = page(TITLE, "8 January, 17:46", below=("© 2000-2026 Valley Media",))
    assert (article.date, article.date_evidence.kind) == (dt.date(2026, 1, 8), Kind.INFERRED)


def test_without_a_copyright_line_it_stays_unknown() -> None:
    assert page(TITLE, "8 January, 17:46").date is None


def test_the_day_of_a_printed_issue_is_not_the_date() -> None:
    assert page(TITLE, "December 25, 2023, Issue").date is None


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2024",
        "26 minutes ago",
        "The footbridge on June 11, 2019. (Photo: Bo Lee)",
        "Related: Otter elected mayor of pond (October 29, 2023)",
        "© 2023 Valley Media, 22 February 2023",
    ],
)
def test_other_dates_are_not_the_date(line: str) -> None:
    assert page(TITLE, line).date is None


def test_dates_of_related_stories_below_are_not_the_date() -> None:
    assert (
        page(TITLE, below=("Otter elected mayor of pond, 29 October 2023", "Ten best umbrellas, 2 March 2023")).date
        is None
    )


def test_a_date_within_a_paragraph_is_not_the_date() -> None:
    opening = "On 22 February 2023 the river Tove rose by three metres and carried off the footbridge at Millbrook."
    assert page(TITLE, opening).date is None


def test_a_header_line_of_the_copy_states_the_date() -> None:
    assert page("date 2023-02-22   1. Skip to content", TITLE).date == dt.date(2023, 2, 22)


def test_slashes_are_read_day_first_in_other_languages() -> None:
    text = (
        "El río se lleva el puente de Molinar\n\nMadrid - 03/04/2024 20:00\n\n"
        "El río creció tres metros en una sola noche y se llevó el puente de Molinar, según el ayuntamiento.\n\n"
        "Los niños del pueblo irán a la escuela en barca, porque la escuela está al otro lado del río y no hay puente."
    )
    assert read(text).date == dt.date(2024, 4, 3)


# Language, author, agency, address


def test_the_language_of_the_body_is_told() -> None:
    text = (
        "Der Fluss nimmt die Brücke mit\n\n"
        "Der Fluss ist in der Nacht um drei Meter gestiegen und hat die Brücke des Dorfes "
        "mitgenommen, wie der Gemeinderat am Montag mitteilte. Die Kinder fahren jetzt mit der Fähre."
    )
    assert read(text).lang == "de"


def test_a_declared_language_wins() -> None:
    assert read(BODY, lang="pt-BR").lang == "pt"


def test_a_declared_language_that_is_none_is_ignored() -> None:
    assert read(BODY, lang="unknown").lang == "en"


def test_a_text_too_short_to_tell_is_in_the_default_language() -> None:
    assert recognise(RawDocument("a.txt", None, "42"), default_language="sv").lang == "sv"


def test_the_byline_names_the_author() -> None:
    assert page(TITLE, "By Ann Roe and Bo Lee").author == "Ann Roe and Bo Lee"


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("MILLBROOK (Reuters) — ", "Reuters"),
        ("MILLBROOK, Calderra (Meridian Wire) - ", "Meridian Wire"),
    ],
)
def test_a_dateline_names_the_agency(opening: str, agency: str) -> None:
    assert read(f"{TITLE}\n\n{opening}{BODY}").agency == agency


def test_a_byline_of_an_agency_is_no_author() -> None:
    article = page(TITLE, "By The Associated Press")
    assert (article.author, article.agency) == (None, "AP")


def test_a_line_with_an_address_is_the_pages_own() -> None:
    assert page("URL: https://ledger.example/river", TITLE).url == "https://ledger.example/river"
