"""Web pages: what is declared, what is seen, and which of it is the article."""

import contextlib

import pytest
from lxml import html

from searchtui.articles.article import Kind, Part
from searchtui.articles.recognise import recognise
from searchtui.errors import FileReadError
from searchtui.files.document import RawDocument, Role
from searchtui.files.webpage.body import located
from searchtui.files.webpage.charset import decode_page
from searchtui.files.webpage.page import page_document
from searchtui.files.webpage.render import render

SENTENCES = [
    "The ferry to Port Anselm left two hours late on Monday, the harbour office said in the evening.",
    "Passengers waited on the quay, where the wind had torn the roof off the ticket hall in January.",
    "The company that runs the line promised to refund the fares of everyone who had missed a train.",
    "A spokesman for the town of Brackwater said that the council would look into the matter in March.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = '<title>Ferry late again - The Anselm Ledger</title><meta property="og:title" content="Ferry late again">'


def page(head: str = HEAD, body: str = f"<h1>Ferry late again</h1><article>{PARAGRAPHS}</article>") -> str:
    menu = "<nav><ul><li><a href=/>Home</a><li><a href=/s>Sport</a></ul></nav>"
    return f"<!doctype html><html lang=en><head>{head}</head><body>{menu}{body}<footer>About us</footer></body></html>"


def ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


def marked(document: RawDocument, role: Role) -> list[str]:
    return [document.text[start:end] for start, end, part in document.layout or () if part is role]


def test_the_article_is_body_and_the_site_around_it_chrome() -> None:
    document = page_document(page(), "a.html")
    assert marked(document, Role.TITLE) == ["Ferry late again"]
    assert marked(document, Role.BODY) == SENTENCES
    assert marked(document, Role.CHROME) == ["Home", "Sport", "About us"]


def test_the_layout_covers_all_printed_text() -> None:
    document = page_document(page(), "a.html")
    covered = "".join(document.text[start:end] for start, end, _ in document.layout or ())
    assert covered.replace(" ", "") == "".join(document.text.split())


def test_an_article_keeps_the_marks() -> None:
    article = recognise(page_document(page(), "a.html"))
    assert [block.part for block in article.blocks] == [Part.CHROME] * 2 + [Part.TITLE] + [Part.BODY] * 4 + [
        Part.CHROME
    ]
    assert article.body == "\n\n".join(SENTENCES)


def test_scripts_styles_and_hidden_elements_are_not_seen() -> None:
    unseen = "<script>var x</script><style>p{}</style><nav style='display: none'>ghost</nav><ul hidden><li>ghost</ul>"
    body = f"{unseen}<article>{PARAGRAPHS}</article>"
    assert not {"ghost", "var", "p{}"} & set(page_document(page(body=body), "a.html").text.split())


def test_a_page_hidden_until_its_script_runs_is_seen() -> None:
    assert "harbour" in page_document(page().replace("<body>", '<body style="display:none">'), "a.html").text


def test_soft_hyphens_do_not_hide_words() -> None:
    assert "harbour" in page_document(page().replace("harbour", "har&shy;bour"), "a.html").text


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (ld('{"@type":"NewsArticle","datePublished":"2023-02-22T10:00:00+01:00"}'), "JSON-LD datePublished"),
        (
            ld('{"@graph":[{"@type":"WebSite"},{"@type":"Article","datePublished":"2023-02-22"}]}'),
            "JSON-LD datePublished",
        ),
        (ld('[{"@type":["Article","Thing"],"datePublished":"2023-02-22",},]'), "JSON-LD datePublished"),
        (
            ld('{"@type":"NewsArticle","headline":"broken "quotes"","datePublished":"2023-02-22"}'),
            "JSON-LD datePublished",
        ),
        ('<meta property="article:published_time" content="2023-02-22T10:00Z">', "meta article:published_time"),
        ('<meta property="article:published:time" content="2023-02-22">', "meta article:published:time"),
        ('<meta name="parsely-pub-date" content="2023-02-22T10:00:00Z">', "meta parsely-pub-date"),
        ('<meta name="sailthru.date" content="2023-02-22 10:00:00">', "meta sailthru.date"),
        ('<meta name="DC.date" content="20230222">', "meta DC.date"),
        ('<meta name="date" content="Wed, 22 Feb 2023 10:00:00 +0000">', "meta date"),
        ('<meta itemprop="datePublished" content="2023-02-22">', "meta datePublished"),
    ],
)
def test_the_date_is_stated_where_the_page_declares_it(head: str, place: str) -> None:
    article = recognise(page_document(page(HEAD + head), "a.html"))
    assert str(article.date) == "2023-02-22"
    assert (article.date_evidence.kind, article.date_evidence.where) == (Kind.STATED, place)


def test_the_time_element_below_the_headline_is_believed() -> None:
    times = "<time datetime=2023-02-22T08:00Z>today</time>", "<time datetime=2023-03-01>later</time>"
    body = f"<h1>Ferry late again</h1>{times[0]}{PARAGRAPHS}{times[1]}"
    assert recognise(page_document(page(body=body), "a.html")).date_evidence.where == "time element"


def test_the_day_is_the_publishers_own() -> None:
    head = ld('{"@type":"NewsArticle","datePublished":"2023-02-23T03:30:00Z"}')
    head += '<meta property="article:published_time" content="2023-02-22T22:30:00-05:00">'
    article = recognise(page_document(page(HEAD + head), "a.html"))
    assert str(article.date) == "2023-02-22"
    assert article.other_dates == ()


def test_days_that_disagree_are_kept() -> None:
    head = ld('{"@type":"NewsArticle","datePublished":"2023-02-22","dateModified":"2023-03-01"}')
    head += '<meta name="date" content="2023-02-20">'
    article = recognise(page_document(page(HEAD + head), "a.html"))
    assert [str(day) for day in article.other_dates] == ["2023-02-20", "2023-03-01"]


def test_a_day_of_change_alone_is_an_inference() -> None:
    head = ld('{"@type":"NewsArticle","dateModified":"2023-02-22"}')
    assert recognise(page_document(page(HEAD + head), "a.html")).date_evidence.kind is Kind.INFERRED


def test_the_dates_of_other_stories_do_not_count() -> None:
    head = ld('{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2023-02-22"}]}')
    assert "date" not in page_document(page(HEAD + head), "a.html").fields


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (
            ld('{"@type":"Article","publisher":{"@type":"Organization","name":"The Anselm Ledger"}}'),
            "JSON-LD publisher",
        ),
        (
            ld('{"@graph":[{"@type":"Article","publisher":{"@id":"#o"}},{"@id":"#o","name":"The Anselm Ledger"}]}'),
            "JSON-LD publisher",
        ),
        ('<meta property="og:site_name" content="The Anselm Ledger">', "og:site_name"),
    ],
)
def test_the_outlet_is_stated_where_the_page_declares_it(head: str, place: str) -> None:
    article = recognise(page_document(page(HEAD + head), "a.html"))
    assert (article.outlet, article.outlet_evidence.where) == ("The Anselm Ledger", place)


def test_a_copyright_declaration_names_the_owner_not_the_outlet() -> None:
    document = page_document(page(HEAD + '<meta name="copyright" content="Brack Media Holding">'), "a.html")
    assert "outlet" not in document.fields


def test_a_known_outlets_address_goes_before_the_name_of_its_owner() -> None:
    head = (
        '<link rel=canonical href="https://www.theguardian.com/x"><meta property="og:site_name" content="Brack Media">'
    )
    article = recognise(page_document(page(HEAD + head), "a.html"))
    assert (article.outlet, article.outlet_evidence.rule) == ("The Guardian", "address")


def test_the_title_is_the_headline_without_the_name_of_the_site() -> None:
    site = '<meta property="og:site_name" content="The Anselm Ledger">'
    head = f"<title>Ferry late - again - The Anselm Ledger</title>{site}"
    assert page_document(page(head, PARAGRAPHS), "a.html").fields["title"] == "Ferry late - again"


def test_the_page_reads_like_its_language_whatever_its_template_declares() -> None:
    german = "Die Fähre nach Port Anselm ist am Montag zwei Stunden zu spät abgefahren, sagte das Hafenamt am Abend."
    assert recognise(page_document(page(body=f"<article>{f'<p>{german}</p>' * 3}</article>"), "a.html")).lang == "de"


def test_the_body_declared_in_json_is_taken_where_nothing_else_is_found() -> None:
    head = HEAD + ld('{"@type":"NewsArticle","articleBody":"The ferry was late.\\nNobody knew why."}')
    document = page_document(page(head, "<div id=root></div>"), "a.html")
    assert marked(document, Role.BODY) == ["The ferry was late.", "Nobody knew why."]


def test_pictures_written_into_the_page_cost_nothing() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBOR" * 3_000_000}">'
    assert marked(page_document(page(body=picture + PARAGRAPHS), "a.html"), Role.BODY) == SENTENCES


@pytest.mark.parametrize("depth", [300, 100_000])
def test_text_in_and_after_deep_markup_is_kept(depth: int) -> None:
    body = "<div>" * depth + PARAGRAPHS + "</div>" * depth + "<p>after the deep</p>"
    text = page_document(page(body=body), "a.html").text
    assert all(sentence in text for sentence in [*SENTENCES, "after the deep"])


def test_a_page_too_deep_for_a_tree_still_says_what_its_head_declares() -> None:
    body = "<div>" * 100_000 + PARAGRAPHS
    head = HEAD + '<meta property="article:published_time" content="2023-02-22">'
    article = recognise(page_document(page(head, body), "a.html"))
    assert (article.title, str(article.date)) == ("Ferry late again", "2023-02-22")
    assert SENTENCES[0] in article.body


def test_a_page_of_ten_megabytes_is_read_in_bounded_time() -> None:
    document = page_document(page(body=f"<article>{PARAGRAPHS * 25_000}</article>"), "a.html")
    assert document.text.count(SENTENCES[0]) == 25_000


def test_entities_of_the_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>' + page(body=f"<p>&b;</p>{PARAGRAPHS}")
    assert "lollol" not in page_document(bomb, "a.html").text


@pytest.mark.parametrize(
    "markup", ["<" * 200_000, "<!--" * 100_000, "<a " * 100_000, "<script>" * 100_000, "&#" * 100_000]
)
def test_broken_markup_ends_in_a_document_or_a_reason(markup: str) -> None:
    with contextlib.suppress(FileReadError):
        assert page_document(markup, "a.html").text


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(FileReadError, match="no text"):
        page_document("<html><body><script>app()</script></body></html>", "a.html")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>Brücke".encode(), "Brücke"),
        ('<meta charset="iso-8859-1"><p>Brücke'.encode(), "Brücke"),
        ('<meta charset="iso-8859-1"><p>Brücke – zu'.encode("cp1252"), "Brücke – zu"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Мост'.encode("cp1251"), "Мост"),
        ('<meta charset="Shift_JIS"><p>橋は閉鎖'.encode("cp932"), "橋は閉鎖"),
        ('<meta charset="gb2312"><p>大桥关闭'.encode("gb18030"), "大桥关闭"),
        ('<meta charset="iso-2022-jp"><p>橋は閉鎖'.encode("iso2022_jp"), "橋は閉鎖"),
        ('<meta charset="no-such"><p>Brücke'.encode("utf-16"), "Brücke"),
    ],
)
def test_bytes_are_decoded_whatever_they_claim(data: bytes, text: str) -> None:
    assert text in decode_page(data)


def test_the_charset_of_the_container_goes_before_that_of_the_page() -> None:
    assert "Мост" in decode_page('<meta charset="iso-8859-1"><p>Мост'.encode("koi8-r"), "koi8-r")


@pytest.mark.parametrize("wrapped", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};"])
def test_json_wrapped_for_old_browsers_is_read(wrapped: str) -> None:
    content = wrapped.replace("{}", '{"@type":"NewsArticle","datePublished":"2023-02-22"}')
    assert page_document(page(HEAD + ld(content)), "a.html").fields["date"] == "2023-02-22"


def test_microdata_is_read_where_nothing_else_is_declared() -> None:
    items = '<h2 itemprop="headline">Ferry late again</h2><div itemprop="publisher"><b itemprop="name">Ledger</b></div>'
    fields = page_document(page("", items + PARAGRAPHS), "a.html").fields
    assert (fields["title"], fields["outlet"]) == ("Ferry late again", "Ledger")


def test_a_hidden_preformatted_element_does_not_change_how_later_ones_are_laid_out() -> None:
    root = html.document_fromstring("<body><pre hidden>a\nb</pre><p>One.</p><pre>c\nd</pre></body>")
    assert render(root).text == "One.\n\nc\nd"


def test_paragraphs_are_located_by_their_letters_beyond_the_first_plane_too() -> None:
    text = "Menu 𝐁𝐨𝐥𝐝 move\n\nThe council — which met “late” — voted 𝟏𝟐 to 3, said the mayor.\nMore"
    spans, missing = located(["The council - which met 'late' - voted 𝟏𝟐 to 3, said the mayor."], text)
    assert [text[slice(*span)] for span in spans] == ["The council — which met “late” — voted 𝟏𝟐 to 3, said the mayor"]
    assert missing == []
