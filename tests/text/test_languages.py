"""Guessing the language of a text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.languages import guess_language

PAGES = Path(__file__).parents[3] / "shared" / "extraction" / "dev"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The cranes of the harbour have been standing still since the strike began, and nobody knows how long."),
        ("de", "Die Kräne im Hafen stehen still, seit der Streik begann, und niemand weiß, wie lange es dauern wird."),
        (
            "fr",
            "Les grues du port sont à l'arrêt depuis le début de la grève, et personne ne sait pour combien de temps.",
        ),
        ("es", "Las grúas del puerto están paradas desde que empezó la huelga, y nadie sabe hasta cuándo será así."),
        ("it", "Le gru del porto sono ferme da quando è iniziato lo sciopero, e nessuno sa per quanto tempo ancora."),
        ("pt", "Os guindastes do porto estão parados desde que a greve começou, e ninguém sabe até quando será assim."),
        ("nl", "De kranen in de haven staan stil sinds de staking begon, en niemand weet hoe lang het nog zal duren."),
        (
            "sv",
            "Kranarna i hamnen har stått stilla sedan strejken började, och ingen vet hur länge det kommer att vara.",
        ),
        (
            "da",
            "Kranerne i havnen står stille, efter at strejken blev varslet af fagforeningen, og ingen ved hvad der er.",
        ),
        (
            "no",
            "Kranene i havnen har stått stille siden streiken begynte, og ingen vet hvor lenge det vil vare.",
        ),
        (
            "pl",
            "Dźwigi w porcie stoją od początku strajku i nikt nie wie, jak długo to jeszcze potrwa, ale nie za to.",
        ),
        (
            "tr",
            "Grev başladığından beri limandaki vinçler duruyor ve ne kadar süreceğini kimse bilmiyor, dedi bir işçi.",
        ),
        ("ru", "Краны в порту стоят с тех пор, как началась забастовка, и никто не знает, сколько это ещё продлится."),
        ("uk", "Крани в порту стоять відтоді, як почався страйк, і ніхто не знає, скільки це ще триватиме."),
        ("ar", "الرافعات في الميناء متوقفة منذ بدء الإضراب ولا أحد يعرف إلى متى سيستمر ذلك"),
        ("fa", "جرثقیل‌های بندر از آغاز اعتصاب متوقف شده‌اند و کسی نمی‌داند تا کی ادامه می‌یابد"),
        ("zh", "罢工开始以来，港口的起重机一直停着，没有人知道还要多久。"),
        ("ja", "ストライキが始まってから港のクレーンは止まったままで、いつまで続くのか誰も知らない。"),
        ("ko", "파업이 시작된 이후 항구의 크레인은 멈춰 서 있으며 얼마나 오래 갈지 아무도 모른다."),
        ("th", "เครนในท่าเรือหยุดนิ่งตั้งแต่การนัดหยุดงานเริ่มขึ้น"),
        ("el", "Οι γερανοί του λιμανιού είναι ακίνητοι από τότε που άρχισε η απεργία."),
    ],
)
def test_a_sentence_is_enough(lang, text):
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    "text", ["", "12.03.2024", "Oslo", "Alder, Pine & Birch Ltd, Unit 7, 21 Quay Road, Tamsel", "東"]
)
def test_too_little_to_tell(text):
    assert guess_language(text) is None


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text):
    guess = guess_language(text)
    assert guess is None or len(guess) == 2


@pytest.mark.skipif(not PAGES.is_dir(), reason="needs the judged news pages beside the repository")
def test_real_pages_with_their_menus():
    truth = [json.loads(line) for line in (PAGES / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    guesses = [guess_language((PAGES / "txt" / f"{page['name']}.txt").read_text(encoding="utf-8")) for page in truth]
    right = sum(guess == page["lang"] for guess, page in zip(guesses, truth, strict=True))
    assert right >= 0.97 * len(truth)
