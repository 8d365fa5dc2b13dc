"""The example workbooks: the figures of the annual report 2023 of Sydnärkes IT-nämnd, in the standard template.

`python -m tests.examples` writes workbooks/mall, workbooks/exempel and workbooks/in anew. The kronor of the second
example are made up so that each rounds to the printed figure; the report itself prints thousands alone.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.seed_texts import SEED_TEXTS
from xltool.core.columns import Input
from xltool.core.scalars import Scalar
from xltool.result.template_kinds import TemplateKind, blank_filling
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.goals import goal_columns as goals
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.operating import operating_columns as operating
from xltool.sheets.shares import share_columns as shares
from xltool.sheets.template_rows import Filling
from xltool.sheets.texts.text_columns import TEXTS

YEAR = 2023
WORKBOOKS = Path(__file__).parent.parent / "workbooks"
TEMPLATE = WORKBOOKS / "mall" / "budgetmall.xlsx"
_SETTINGS: dict[str, Scalar] = {
    "board": "Sydnärkes IT-nämnd",
    "as_of": 45291.0,  # 2023-12-31
    "key_date": 44561.0,  # 2021-12-31
    "settled_on": "första fakturan 2024",
    "accounted_as": "en enhet",
    "followed_up": "på helår",
    "goal_section": "1.2",
    "economy_section": "1.4",
}

# name, budget, actual, stated variance in tkr as printed; actual and budget in kronor of our own; comment
_INCOME = (
    ("Övriga avg. o. ersättningar", 0, -868, 868, 0, -867_600, ""),
    ("Driftbidrag från kommuner", -41_391, -41_391, 0, -41_391_000, -41_391_000, ""),
)
_COST = (
    ("Personalkostnader", 12_730, 12_428, 302, 12_730_000, 12_428_213, "Vakanser under året."),
    ("Datorer & basutrustning", 200, 116, 84, 200_000, 115_842, ""),
    ("Tele- och datakommunikation", 1_100, 2_404, -1_304, 1_100_000, 2_404_371, "Telia WAN: högre krav på snabb internetaccess, och utbyggnad där kommunal fiber saknas."),
    ("Licenser & serviceavtal", 9_400, 12_708, -3_308, 9_400_000, 12_708_129, "Budgeten räcker inte till det som efterfrågas och priserna har stigit. Billigare licenser för delade datorer införs."),
    ("Övrigt tjänsteköp", 3_162, 2_825, 337, 3_162_000, 2_824_756, "Tre resurskonsulter avslutades i slutet av 2022."),
    ("Resor & kurser", 200, 141, 59, 200_000, 141_388, ""),
    ("Övriga kostnader", 400, 293, 107, 400_000, 292_641, "Lägre förbrukning än beräknat."),
    ("Lokalhyror", 826, 747, 79, 826_000, 746_903, ""),
    ("Kapitalkostnader", 13_373, 12_329, 1_044, 13_373_000, 12_329_057, "Investeringar har hållits tillbaka för att minska kapitalkostnaderna."),
)  # fmt: skip
_PROJECTS = (
    ("IT-investering Lekeberg", 3_004, 2_297, 707, 3_004_200, 2_296_800, "Klienter har inte bytts ut i budgeterad takt."),
    ("IT-investering Laxå", 1_686, 1_345, 341, 1_686_100, 1_345_100, "Klienter har inte bytts ut i budgeterad takt."),
    ("IT-investering Askersund", 2_452, 1_837, 614, 2_451_600, 1_837_300, "Klienter har inte bytts ut i budgeterad takt."),
    ("IT-investering Hallsberg", 1_953, 1_685, 268, 1_952_900, 1_684_600, "Klienter har inte bytts ut i budgeterad takt."),
    ("IT-investering gemensamt", 3_000, 2_055, 945, 3_000_200, 2_055_400, "Hålls tillbaka för att minska kapitalkostnaderna."),
)  # fmt: skip
_TOTALS = {
    "Totalt intäkter": (-41_391, -42_259, 868),
    "Totalt kostnader": (41_391, 43_991, -2_600),
    "Nettoresultat": (0, 1_733, -1_733),
    "Totalt investerat": (12_095, 9_219, 2_876),
}
_GOALS = (
    ("Underlätta för digitala möten och att en hållbar teknik används", "Öka antalet återvunna/återbrukade datorer och serverutrustning", 864, 1100, "minst", "st"),
    ("", "Införa återvinning/återbruk för nya mobila enheter", 25, 50, "minst", "st"),
    ("Ge god service och IT-drift av hög kvalité", "Minska genomsnittlig ärendehanteringstid för incidenter", 15, "högst 20 st", "", "st"),
    ("", "Andel besvarade samtal efter 20 respektive 60 sekunder", 84, 80, "minst", "%"),
    ("", "Tillgänglighet för servrar, accesspunkter och Microsoft-tjänster", 99.4, 99, "minst", "%"),
    ("", "Värde Nöjd Kund Index (NKI)", 7.06, 7, "minst", ""),
    ("", "Minska antalet pågående incidenter", 86, "minska till 125 st", "", "st"),
    ("", "Minska antalet pågående tjänsteförfrågningar", 84, "minska till 100 st", "", "st"),
    ("", "Minska antalet pågående förändringsärenden", 28, "minska till 40 st", "", "st"),
    ("Ökad samverkan över kommungränserna", "Att i samtliga förvaltningsobjekt styra objektet efter upprättad och beslutad förvaltningsplan", 9, 10, "minst", ""),
    ("–", "Värde medarbetarundersökningen, medarbetarengagemang (HME)", 74, "74 eller högre", "", ""),
    ("", "Sjukfrånvaro", 3.08, 7, "högst", "%"),
    ("", "Nämnderna och styrelsen håller sin budgetram", -1733, 0, "minst", "tkr"),
    ("", "Antal e-tjänster för medborgare", 52, 50, "minst", "st"),
    ("", "Antal e-tjänster för medarbetare", 20, 20, "minst", "st"),
    ("", "Andel e-tjänster som per automatik återger ärendestatus", 67, 50, "minst", "%"),
)  # fmt: skip
MEMBERS = (("Lekeberg", 8603), ("Laxå", 5582), ("Askersund", 11534), ("Hallsberg", 16196))


def _line(
    row: tuple[str, int, int, int, int, int, str], columns: tuple[Input, ...], *, kronor: bool
) -> dict[Input, Scalar]:
    name, budget, actual, variance, budget_kr, actual_kr, comment = row
    label, budget_column, actual_column, variance_column, comment_column = columns
    amounts: tuple[Scalar, ...] = (float(budget), float(actual), float(variance))
    if kronor:
        amounts = (float(budget_kr), float(actual_kr))
    cells = dict(zip((budget_column, actual_column, variance_column), amounts, strict=False))
    return {label: name, **cells, comment_column: comment or None}


def seed(*, kronor: bool = False) -> Filling:
    """The report's year: in tkr as printed with its total rows, or in kronor that round to it, summed by formulas."""
    lines = (operating.NAME, operating.BUDGET, operating.ACTUAL, operating.STATED_VARIANCE, operating.COMMENT)
    projects = (
        investments.NAME,
        investments.BUDGET,
        investments.ACTUAL,
        investments.STATED_VARIANCE,
        investments.COMMENT,
    )
    totals: dict[str, dict[Input, Scalar]] = {}
    if not kronor:
        for name, stated in _TOTALS.items():
            columns = projects if name == "Totalt investerat" else lines
            totals[name] = dict(zip(columns[1:4], map(float, stated), strict=True))
    note = (
        "Påhittade kronor: beloppen är valda så att de avrundas till årsredovisningens tryckta tkr."
        if kronor
        else ""
    )
    return Filling(
        YEAR,
        _SETTINGS | {"unit": "kr" if kronor else "tkr"},
        [_line(row, lines, kronor=kronor) for row in _INCOME],
        [_line(row, lines, kronor=kronor) for row in _COST],
        [_line(row, projects, kronor=kronor) for row in _PROJECTS],
        [_indicator(*row) for row in _GOALS],
        [{shares.NAME: name, shares.POPULATION: float(count)} for name, count in MEMBERS],
        totals,
        stated_variances=not kronor,
        note=note,
    )


def seed_with_texts() -> Filling:
    """The report's year with the prose of its sections, for the report in Word."""
    rows = [(section, heading, "\n".join(paragraphs)) for section, heading, paragraphs in SEED_TEXTS]
    texts = [
        {column: value or None for column, value in zip(TEXTS.columns, row, strict=True)} for row in rows
    ]
    return replace(seed(), texts=texts)


def _indicator(
    goal: str, name: str, result: float, target: float | str, direction: str, unit: str
) -> dict[Input, Scalar]:
    return {
        goals.GOAL: goal or None,
        goals.INDICATOR: name,
        goals.RESULT: float(result),
        goals.TARGET: target if isinstance(target, str) else float(target),
        goals.DIRECTION: direction or None,
        goals.UNIT: unit or None,
    }


def files() -> dict[Path, bytes]:
    """Every generated workbook of the project, by where it lies."""
    example = template_bytes(seed())
    return {
        TEMPLATE: template_bytes(blank_filling(TemplateKind.ACCOUNTS, YEAR + 1)),
        WORKBOOKS / "exempel" / "sydnarke-2023.xlsx": example,
        WORKBOOKS / "exempel" / "sydnarke-2023-kronor.xlsx": template_bytes(seed(kronor=True)),
        WORKBOOKS / "exempel" / "sydnarke-2023-rapport.xlsx": template_bytes(seed_with_texts()),
        WORKBOOKS / "in" / "sydnarke-2023.xlsx": example,
    }


if __name__ == "__main__":
    for path, data in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
