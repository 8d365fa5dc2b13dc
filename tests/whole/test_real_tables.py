"""Tables as Swedish municipalities print them, with invented figures: read right, rounding told as rounding, a slip
of one digit told at its cell, and nothing counted twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.drawn import amounts, found

_HEAD = "== Uppgifter ==\nNämnd | {board}\nÅr | 2023\nEnhet | {unit}\nIntäkter anges som | {income}\n"


@dataclass(frozen=True)
class Printed:
    """A printed table. `totals` are the figures of the result, `told` what is found, `slip` a cell's text with
    one digit wrong and where that shows."""

    drawing: str
    part: str
    totals: list[str]
    told: list[str]
    slip: tuple[str, str, str]


def _head(board: str, unit: str, income: str) -> str:
    return _HEAD.format(board=board, unit=unit, income=income)


SOCIAL = Printed(
    _head("Socialnämnden", "mnkr", "positiva")
    + """
== Driftredovisning ==
Socialnämndens driftredovisning

Belopp i mnkr
Benämning              | Utfall 2022 | Budget 2023 | Utfall 2023 | Avvikelse | Kommentarer
Taxor och avgifter     | 21.4        | 21.9        | 22.6        | 0.7       | Fler brukare.
Bidrag                 | 38.3        | 30.3        | 34.4        | 4.2       | Statsbidrag.
Övriga intäkter        | 9.6         | 8.4         | 8.9         | 0.5       | Hyror.
SUMMA INTÄKTER         | 69.2        | 60.6        | 66.0        | 5.4       |
Personalkostnader 1)   | -412.2      | -421.7      | -437.4      | -15.7     | Sjuklöner.
varav timanställda     | -31.1       | -28.0       | -39.4       | -11.4     |
Köp av verksamhet      | -96.4       | -99.8       | -108.7      | -8.9      | Placeringar.
Lokalkostnader         | -44.4       | -46.2       | -46.1       | 0.1       |
Övriga kostnader       | -29.2       | -31.1       | -32.6       | -1.5      | Prisindex.
SUMMA KOSTNADER        | -582.3      | -598.7      | -624.8      | -26.0     |
NETTOKOSTNAD           | -513.1      | -538.1      | -558.8      | -20.7     |
1) Inklusive sociala avgifter.
""",
    "operating",
    [
        "income | -60.6 | -66 | 5.4",
        "± income | 0 | -0.1",
        "cost | 598.7 | 624.8 | -26.1",
        "± cost | -0.1 | 0",
        "net | 538.1 | 558.8 | -20.7",
    ],
    [
        "upplysning XL404 Driftredovisning!E6",
        "upplysning XL401 Driftredovisning!B8",
        "upplysning XL401 Driftredovisning!D8",
        "upplysning XL409 Driftredovisning!A10",
        "upplysning XL401 Driftredovisning!B14",
        "upplysning XL401 Driftredovisning!C14",
        "upplysning XL404 Driftredovisning!E14",
        "upplysning XL411 Driftredovisning!A16",
    ],
    ("-598.7      | -624.8", "-598.7      | -642.8", "fel XL402 Driftredovisning!D14"),
)

BUILDING = Printed(
    _head("Samhällsbyggnadsnämnden", "tkr", "negativa")
    + """
== Drift ==
SAMHÄLLSBYGGNADSNÄMNDEN
Belopp i tkr
KONTO | KONTOTEXT                | BUDGET 2023 | UTFALL 2023 | AVVIKELSE | KOMMENTAR
      | TOTALT INTÄKTER          | '– 61 250   | '– 64 108   | '2 858    |
3110  | Bygglovsavgifter         | '– 12 400   | '– 9 871    | '– 2 529  | Färre ärenden.
3120  | Planavgifter             | '– 2 100    | '– 2 318    | '218      | Två större planer.
3130  | VA-avgifter              | '– 46 750   | '– 51 919   | '5 169    | Höjd taxa.
      | TOTALT KOSTNADER         | '112 095    | '111 302    | '793      |
      | Summa personal           | '38 870     | '37 661     | '1 209    |
5010  | Löner                    | '27 610     | '26 702     | '908      |
5610  | Sociala avgifter         | '11 260     | '10 959     | '301      |
      | Summa drift och underhåll| '73 225     | '73 641     | '– 416    |
6010  | Vinterväghållning        | '9 400      | '12 874     | '– 3 474  | Snörik vinter.
6020  | El och värme             | '21 345     | '18 207     | '3 138    | Lägre elpris.
6030  | Entreprenader            | '42 480     | '42 560     | '– 80     |
      | NETTORESULTAT            | '50 845     | '47 194     | '3 651    |
""",
    "operating",
    ["income | -61250 | -64108 | 2858", "cost | 112095 | 111302 | 793", "net | 50845 | 47194 | 3651"],
    [
        "varning XL303 Drift!C4",
        "varning XL303 Drift!D4",
        "varning XL303 Drift!E4",
    ],
    ("'37 661 ", "'37 761 ", "fel XL402 Drift!D9"),
)

RESCUE = Printed(
    _head("Räddningstjänstförbundet", "tkr", "positiva")
    + """
== Driftredovisning ==
Kontotext                      | Budget     | Utfall     | Avvikelse | Kommentar
Medlemsbidrag                  | 84320      | 84320      | 0         |
Avtal och tillsyn              | '6 100     | '7 245     | '1 145    | Fler uppdrag.
Övriga intäkter                | '950       | '1 018     | '68       |
Summa verksamhetens intäkter   | '91 370    | '92 583    | '1 213    |
Personal                       | '− 66 240  | '− 67 905  | '− 1 665  | Övertid.
Lokaler                        | '− 8 115   | '− 8 146   | '− 31     |
Fordon och materiel            | '− 9 880   | '− 10 412  | '− 532    | Drivmedel.
Avskrivningar                  | '− 6 420   | '− 6 377   | '43       |
Summa verksamhetens kostnader  | '− 90 655  | '− 92 839  | '− 2 184  |
Resultat                       | '715       | '− 257     | '− 971    |
""",
    "operating",
    [
        "income | -91370 | -92583 | 1213",
        "cost | 90655 | 92839 | -2184",
        "± cost | 0 | -1",
        "net | -715 | 257 | -972",
        "± net | 0 | 1",
    ],
    [
        "varning XL303 Driftredovisning!B3",
        "varning XL303 Driftredovisning!C3",
        "varning XL303 Driftredovisning!D3",
        "upplysning XL401 Driftredovisning!C10",
        "upplysning XL401 Driftredovisning!C11",
        "upplysning XL404 Driftredovisning!D11",
    ],
    ("'− 92 839", "'− 92 389", "fel XL402 Driftredovisning!C10"),
)

INVESTED = Printed(
    _head("Tekniska nämnden", "mnkr", "positiva")
    + """
== Driftredovisning ==
Kontotext | Typ    | Budget | Utfall
Bidrag    | Intäkt | 0      | 0
== Investeringar ==
Investeringsredovisning 2023, mnkr

INVESTERINGSPROJEKT       | BUDGET 2023 | UTFALL 2023 | DIFFERENS | PROGNOS
Summa gata och park       | -28.7       | -24.3       | 4.4       | -28.0
Gång- och cykelvägar      | -12.3       | -9.7        | 2.6       | -12.0
varav Norra stråket       | -4.5        | -4.4        | 0.1       | -4.5
Beläggning                | -10.1       | -10.2       | -0.1      | -10.0
Lekplatser*               | -6.2        | -4.4        | 1.8       | -6.0
Summa fastighet           | -115.0      | -103.3      | 11.7      | -114.4
Förskolan Tallen          | -88.8       | -79.5       | 9.3       | -88.0
Takbyten                  | -26.2       | -23.8       | 2.4       | -26.4
SUMMA NETTOINVESTERINGAR  | -143.7      | -127.5      | 16.1      | -142.4
* Överflyttad budget från 2022.
""",
    "investments",
    ["total | 143.7 | 127.5 | 16.2", "± total | 0.1 | -0.1"],
    [
        "upplysning XL401 Investeringar!B4",
        "upplysning XL409 Investeringar!A6",
        "upplysning XL401 Investeringar!B12",
        "upplysning XL401 Investeringar!C12",
        "upplysning XL404 Investeringar!D12",
    ],
    ("-115.0      | -103.3", "-151.0      | -103.3", "fel XL402 Investeringar!B9"),
)

SCHOOL = Printed(
    _head("Barn- och utbildningsnämnden", "kr", "negativa")
    + """
== Driftredovisning ==
                     | Budget | Utfall | Utfall
Kontotext            | 2023   | 2023   | 2022

Intäkter
Statsbidrag          | -18240500  | -18611230  | -17980400
Interkommunal ers.   | -9120000   | -9047115   | -8800000
Totalt intäkter      | -27360500  | -27658345  | -26780400

Kostnader
Grundskola           | 214300000  | 216871904  | 207000000
varav skolskjuts     | 9100000    | 9244310    | 8900000
Förskola             | 121450000  | 120008876  | 118000000

Kontotext            | 2023   | 2023   | 2022
Gymnasieskola        | 98760000   | 101344217  | 96500000
Totalt kostnader     | 434510000  | 438224997  | 421500000

Nettokostnader 2023  | 407149500  | 410566652  | 394719600
""",
    "operating",
    [
        "income | -27360500 | -27658345 | 297845",
        "cost | 434510000 | 438224997 | -3714997",
        "net | 407149500 | 410566652 | -3417152",
    ],
    ["upplysning XL409 Driftredovisning!A11"],
    ("216871904", "216817904", "fel XL402 Driftredovisning!C16"),
)

CULTURE = Printed(
    _head("Kultur- och fritidsnämnden", "mnkr", "negativa")
    + """
== Driftredovisning ==
 | Benämning             | Typ     | Budget 2023 | Utfall 2023 | Avvikelse 2023 | Kommentar
 | Entréavgifter         | Intäkt  | '‑3,4 | '‑3,9 | '0,5  | Simhallen.
 | Hyror                 | Intäkt  | '‑2,2 | '‑2,0 | '‑0,2 | Ishallen.
 | Föreningsstöd         | Kostnad | '8,7  | '8,7  | '0,0  |
 | Bad och idrott        | Kostnad | '24,6 | '25,9 | '‑1,3 | Energi.
 | Bibliotek             | Kostnad | '11,3 | '10,8 | '0,5  | Vakanser.
 | Kulturskola           | Kostnad | '6,1  | '6,0  | '0,1  |
 | Totalt intäkter²      |         | '‑5,6 | '‑6,0 | '0,3  |
 | Totalt kostnader²     |         | '50,7 | '51,5 | '‑0,7 |
 | Nettoresultat         |         | '45,1 | '45,6 | '‑0,5 |
 | ² Avrundat var för sig.
""",
    "operating",
    [
        "income | -5.6 | -6 | 0.4",
        "± income | 0 | -0.1",
        "cost | 50.7 | 51.5 | -0.8",
        "± cost | 0 | 0.1",
        "net | 45.1 | 45.6 | -0.5",
        "± net | 0 | 0.1",
    ],
    [
        "varning XL303 Driftredovisning!D2",
        "varning XL303 Driftredovisning!E2",
        "varning XL303 Driftredovisning!F2",
        "upplysning XL401 Driftredovisning!E8",
        "upplysning XL404 Driftredovisning!F8",
        "upplysning XL401 Driftredovisning!E9",
        "upplysning XL404 Driftredovisning!F9",
        "upplysning XL401 Driftredovisning!E10",
        "upplysning XL411 Driftredovisning!B11",
    ],
    ("'10,8", "'18,0", "fel XL403 Driftredovisning!F6"),
)

PRINTED = {
    "socialnämnd": SOCIAL,
    "samhällsbyggnadsnämnd": BUILDING,
    "räddningstjänstförbund": RESCUE,
    "investeringar": INVESTED,
    "barn- och utbildningsnämnd": SCHOOL,
    "kultur- och fritidsnämnd": CULTURE,
}
EVERY = pytest.mark.parametrize("table", PRINTED.values(), ids=PRINTED)


@EVERY
def test_the_printed_figures_are_read(table: Printed) -> None:
    rows = amounts(table.drawing, table.part)
    first = next(i for i, row in enumerate(rows) if row.startswith(("income |", "total |")))
    assert rows[first:] == table.totals


@EVERY
def test_rounding_is_no_error(table: Printed) -> None:
    assert found(table.drawing) == table.told


@EVERY
def test_nothing_is_counted_twice(table: Printed) -> None:
    names = [row.partition(" | ")[0].casefold() for row in amounts(table.drawing, table.part)]
    lines = [n for n in names if n not in ("income", "cost", "net", "total") and not n.startswith("±")]
    assert not [n for n in lines if n.startswith(("summa", "total", "varav", "netto", "resultat"))]
    assert len(set(lines)) == len(lines)


@EVERY
def test_a_slip_of_one_digit_is_one_error_at_its_cell(table: Printed) -> None:
    right, wrong, told = table.slip
    assert table.drawing.count(right) == 1
    errors = [one for one in found(table.drawing.replace(right, wrong)) if one.startswith("fel")]
    assert errors == [told]
