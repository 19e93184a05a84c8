"""Calendar dates written out in a text: full and unambiguous ones only, in the languages that are stemmed and more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_MONTH_NAMES = """
1 january jan januar jänner janv janvier enero ene gennaio gen janeiro januari januarie tammikuu tammikuuta
1 января янв январь
1 január ianuarie ian stycznia styczeń sty ocak oca січня يناير
2 february feb februar febr février févr febrero febbraio fevereiro fev februari helmikuu helmikuuta февраля фев
2 февраль
2 február februarie lutego luty lut şubat şub лютого فبراير
3 march mar märz mrz maerz mars marzo março maart mrt marts maaliskuu maaliskuuta марта мар март március márc
3 martie
3 marca marzec mart березня مارس
4 april apr avril avr abril abr aprile huhtikuu huhtikuuta апреля апр апрель április ápr aprilie kwietnia
4 kwiecień kwi nisan
4 nis квітня أبريل ابريل
5 may mai mayo maggio mag maio mei maj toukokuu toukokuuta мая май május máj maja mayıs травня مايو
6 june jun juni juin junio giugno giu junho kesäkuu kesäkuuta июня июн июнь június jún iunie iun czerwca
6 czerwiec cze
6 haziran haz червня يونيو
7 july jul juli juillet juil julio luglio lug julho heinäkuu heinäkuuta июля июл июль július júl iulie iul lipca
7 lipiec lip
7 temmuz tem липня يوليو
8 august aug août aout agosto ago augusti augustus elokuu elokuuta августа авг август augusztus sierpnia
8 sierpień sie
8 ağustos ağu серпня أغسطس اغسطس
9 september sept sep septembre septiembre set settembre setembro syyskuu syyskuuta сентября сен сентябрь
9 szeptember szept
9 septembrie września wrzesień wrz eylül eyl вересня سبتمبر
10 october oct oktober okt octobre octubre ottobre ott outubro out lokakuu lokakuuta октября окт октябрь október
10 octombrie
10 października październik paź ekim eki жовтня أكتوبر اكتوبر
11 november nov novembre noviembre novembro marraskuu marraskuuta ноября ноя ноябрь noiembrie listopada listopad
11 lis kasım
11 kas листопада نوفمبر
12 december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des joulukuu joulukuuta
12 декабря дек
12 декабрь decembrie grudnia grudzień gru aralık ara грудня ديسمبر
1 ledna leden januára januara siječnja януари ιανουαρίου gener sausio janvāris jaanuar ינואר בינואר
2 února únor februára februara veljače февруари φεβρουαρίου febrer vasario februāris veebruar פברואר בפברואר شباط
3 března březen marta ožujka μαρτίου març maret kovo märts מרץ במרץ آذار
4 dubna duben apríla travnja април απριλίου balandžio aprīlis aprill אפריל באפריל نيسان
5 května květen mája svibnja μαΐου μαίου maig gegužės maijs מאי במאי أيار
6 června červen júna juna lipnja юни ιουνίου juny birželio jūnijs juuni יוני ביוני حزيران
7 července červenec júla jula srpnja юли ιουλίου juliol liepos jūlijs juuli יולי ביולי تموز
8 srpna srpen avgusta kolovoza αυγούστου agost agustus agt rugpjūčio augusts אוגוסט באוגוסט آب
9 září septembra rujna септември σεπτεμβρίου rugsėjo septembris ספטמבר בספטמבר أيلول
10 října říjen októbra oktobra октомври οκτωβρίου spalio oktobris אוקטובר באוקטובר
11 listopadu novembra studenoga studenog ноември νοεμβρίου lapkričio novembris נובמבר בנובמבר
12 prosince prosinec decembra prosinca декември δεκεμβρίου desembre gruodžio decembris detsember דצמבר בדצמבר
"""
_MONTHS = {name: int(line.split()[0]) for line in _MONTH_NAMES.split("\n") if line for name in line.split()[1:]}
_NAME = r"([^\W\d_]{3,13})"
_DAY = r"(?<![\d.,:/])(?<!\d-)(\d{1,2})"
_YEAR = r"((?:18|19|20)\d\d)(?!\d)"
_ISO = re.compile(r"(?<!\d)((?:18|19|20)\d\d)([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_OF = r"(?:\s(?:de|of|del))?[\s./-]{1,3}"
_DAY_MONTH_YEAR = re.compile(rf"{_DAY}(?:st|nd|rd|th|er|º|ª|°|\.)?{_OF}{_NAME}\.?,?{_OF}{_YEAR}")
_MONTH_DAY_YEAR = re.compile(
    rf"(?<![^\W\d_]){_NAME}\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s{{0,3}}|\s{{1,3}}){_YEAR}"
)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}\.?\s{{1,3}}{_NAME}\.?\s{{1,3}}(\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(rf"(?<![\d.,:/])(?<!\d-)(\d{{1,2}})([./-])\s?(\d{{1,2}})\2\s?{_YEAR}(?![./-]\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")
_DATELINE_NAME = re.compile(r"\s?[,、|–-]\s?(?P<name>[^\W\d_a-zà-ÿ][^\n|:;!?()]{1,40})\Z")
_SHORT_YEAR = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})\.(\d{1,2})\.(\d\d)(?=,?\s(?:um |kl\.? |klo |ore |[|–-] ?)?\d{1,2}[:.]\d\d(?!\d))"
)
_YEARLESS = re.compile(
    rf"{_DAY}(?:\.|\sde)?\s{_NAME}\.?(?=[,|–-]?\s?.{{0,4}}\d{{1,2}}:\d\d)"
    rf"|(?<![^\W\d_]){_NAME}\.?\s(\d{{1,2}})(?=[,|–-]?\s.{{0,3}}\d{{1,2}}:\d\d)"
)
_CROATIAN_OCTOBER = re.compile(r"\d+\.\s?listopada")
"""The Polish November is written without a full stop after the day."""
_DIGIT = re.compile(r"\d")
_ANY_YEAR = re.compile(r"[\d.](?:(?<=1)[89]\d\d|(?<=2)0\d\d|(?<=\d)\d{3}\s?[年년]|(?<=\.)\d\d,?\s.{0,6}[:.]\d\d)")
_LONGEST_KEPT = 200
_LONGEST_NAME = 48
"""Characters that may stand behind the last digit of a date in a line that ends in a name."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the characters `start` to `end` of the text that state it."""

    day: dt.date
    start: int
    end: int


def find_dates(text: str, *, day_first: bool = False) -> list[FoundDate]:
    """Return the full dates in `text` in the order they stand there.

    A date of two numbers and a year with slashes or hyphens counts where one number exceeds 12 or both are equal, or,
    with `day_first` (true of all languages but English), as day and month; with dots it is always day and month.
    """
    if not _DIGIT.search(text) or not _ANY_YEAR.search(text):
        return []
    if len(text) <= _LONGEST_KEPT:
        return list(_dates_of_line(text, day_first))
    return _find_dates(text, day_first=day_first)


@lru_cache(maxsize=2_000)
def _dates_of_line(text: str, day_first: bool) -> tuple[FoundDate, ...]:  # noqa: FBT001 - caches want positions
    """Find the dates of a line, of which several rules ask one after the other."""
    return tuple(_find_dates(text, day_first=day_first))


def _find_dates(text: str, *, day_first: bool) -> list[FoundDate]:
    found: list[FoundDate] = []
    for candidate in sorted(_candidates(text, day_first=day_first), key=lambda date: (date.start, -date.end)):
        if not found or candidate.start >= found[-1].end:
            found.append(candidate)
    return found


def yearless_date(text: str, year: int) -> FoundDate | None:
    """Return the first day and month with a clock time but no year ("8 January, 17:46"), taken to be in `year`."""
    for match in _YEARLESS.finditer(text):
        day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
        for found in _found(match, year, _MONTHS.get(name.lower()), int(day)):
            return found
    return None


def dateline(text: str) -> re.Match[str] | None:
    """Return the name (group "name") with which a line ends after a date: "21.02.2023, Example Times"."""
    if _DIGIT.search(text, max(0, len(text) - _LONGEST_NAME)) is None:
        return None
    tail = text[-120:]
    dates = find_dates(tail, day_first=True)
    return _DATELINE_NAME.match(tail, dates[-1].end) if dates else None


def iso_day(text: str) -> dt.date | None:
    """Return the calendar day of an instant or day as data files write it, in the offset it is written with.

    ISO 8601, RFC 2822 ("Tue, 21 Feb 2023 17:12:00 GMT") and every full date of `find_dates` are understood.
    """
    return _iso_day(text[:200])


@lru_cache(maxsize=10_000)
def _iso_day(text: str) -> dt.date | None:
    first = _ISO.match(text)
    if first and (day := _day(int(first[1]), int(first[3]), int(first[4]))):
        return day
    dates = find_dates(text, day_first=False)
    if dates:
        return dates[0].day
    compact = re.match(r"\s*((?:18|19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*\Z", text[:40])
    return _day(int(compact[1]), int(compact[2]), int(compact[3])) if compact else None


def _candidates(text: str, *, day_first: bool) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        yield from _found(match, int(match[1]), int(match[3]), int(match[4]))
    for match in _DAY_MONTH_YEAR.finditer(text):
        month = 10 if _CROATIAN_OCTOBER.match(match[0]) else _MONTHS.get(match[2].lower())
        yield from _found(match, int(match[3]), month, int(match[1]))
    for match in _MONTH_DAY_YEAR.finditer(text):
        yield from _found(match, int(match[3]), _MONTHS.get(match[1].lower()), int(match[2]))
    for match in _YEAR_MONTH_DAY.finditer(text):
        yield from _found(match, int(match[1]), _MONTHS.get(match[2].lower()), int(match[3]))
    for match in _SHORT_YEAR.finditer(text):
        yield from _found(match, 2000 + int(match[3]), int(match[2]), int(match[1]))
    for match in _EAST_ASIAN.finditer(text):
        yield from _found(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second or (day_first and second <= 12):
            yield from _found(match, year, second, first)
        elif second > 12:
            yield from _found(match, year, first, second)


def _found(match: re.Match[str], year: int, month: int | None, day: int) -> Iterator[FoundDate]:
    date = _day(year, month, day) if month is not None else None
    if date is not None:
        yield FoundDate(date, match.start(), match.end())


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
