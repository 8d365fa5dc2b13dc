"""`xltool template`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xltool.commands.output import answer, say


class Kind(StrEnum):
    """What the lines of the blank template are."""

    KONTON = "konton"
    NETTO = "netto"
    VERKSAMHET = "verksamhet"
    DELAR = "delår"
    PERIOD = "period"


_INTERIMS = (Kind.DELAR, Kind.PERIOD)


def template(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="Mallens namn. Utan: budget-ÅR.xlsx.", metavar="[SÖKVÄG]", show_default=False, readable=False
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2100, metavar="ÅR", help="Året som mallen gäller.")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="ARBETSBOK",
            help="Arbetsbok att hämta rader, mål och medlemmar från.",
            readable=False,
        ),
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind",
            help="Vad raderna är: konton, netto (nettokostnad per rad), verksamhet (netto i grupper), delår (med prognos) eller period (delår utan prognos).",
        ),
    ] = Kind.KONTON,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="MÅNAD",
            show_default=False,
            help="Delårets månad, eller helår: arbetsboken för nästa rapport samma år (med --from).",
        ),
    ] = "",
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            metavar="FIL",
            help="Bokföringen (SIE eller CSV) att föreslå rader ur. Med --from: arbetsbokens bokföring.",
            show_default=False,
            readable=False,
        ),
    ] = None,
    said: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="RAD=VÄRDE",
            help='En rad på Uppgifter, till exempel "Urval=Ansvar 4100" (med --ledger). Får anges flera gånger.',
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        bool, typer.Option("--underlag", help="Med bladet Underlag, för bokföringens rader.")
    ] = False,
) -> None:
    """Skriv standardmallen: tom, med rader ur bokföringen (--ledger), eller nästa års med samma rader, mål och medlemmar (--from)."""
    from xltool.core.usage import UsageError
    from xltool.files.reasons import reason
    from xltool.running.ledger_beside import is_beside
    from xltool.running.write_template import NotPossibleError, write_ledger_template, write_template
    from xltool.terminal.report import as_typed

    month = _month(period)
    from_ledger = ledger if ledger and not source else None
    if wrong := _not_together(kind, month, source, ledger, said, sheet=sheet):
        raise UsageError(wrong)
    told: Sequence[str] = ()
    try:
        if from_ledger:
            target, told = write_ledger_template(
                path or Path(), from_ledger, year, month, is_interim=kind is Kind.DELAR, rows=_rows(said)
            )
        else:
            target = write_template(
                path or Path(), year, source, kind.value, ledger, with_sheet=sheet, period=month
            )
    except NotPossibleError as error:
        say(str(error))
        raise SystemExit(error.code) from None
    except OSError as error:
        say(f"Mallen {path or ''} går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    answer(f"Mallen är skriven: {target}")
    _tell(told)
    beside = "" if not ledger or is_beside(target, ledger) else f" --ledger {as_typed(str(ledger))}"
    answer(f"Fyll i den i Excel, spara, och gör resultatet: xltool process {as_typed(str(target))}{beside}")


def _month(period: str) -> int | None:
    """The month of `--period`; None without. Raises UsageError."""
    from xltool.binding.header_words import stated_month
    from xltool.core.usage import UsageError

    month = stated_month(period) if period else None
    if period and month is None:
        raise UsageError("Skriv en månad vid --period, till exempel augusti, eller helår.")
    return month


def _not_together(
    kind: Kind,
    month: int | None,
    source: Path | None,
    ledger: Path | None,
    said: list[str] | None,
    *,
    sheet: bool,
) -> str:
    """What is wrong with options that do not go together; nothing where they do."""
    from xltool.binding.header_words import DECEMBER

    from_ledger = ledger and not source
    if month and not source and not ledger and (kind not in _INTERIMS or month == DECEMBER):
        return "Med --period behövs --kind delår eller period och en månad före december, --from ARBETSBOK eller --ledger FIL."
    if source and kind in _INTERIMS and month is None:
        return "Skriv vilken månad delåret gäller till, till exempel --period augusti."
    if from_ledger and (sheet or kind in (Kind.NETTO, Kind.VERKSAMHET, Kind.PERIOD)):
        return "Med --ledger blir raderna kontogrupper: utelämna --underlag och --kind, eller skriv --kind delår."
    if said and not from_ledger:
        return "--set hör till --ledger FIL utan --from. I andra mallar fyller ni i bladet Uppgifter."
    return ""


def _tell(sentences: Sequence[str]) -> None:
    from xltool.terminal.report import wrapped

    for line in (line for one in sentences for line in wrapped(one, "  ", "    ")):
        answer(line)


def _rows(said: list[str] | None) -> dict[str, str]:
    """The rows of Uppgifter by label. Raises UsageError."""
    from xltool.core.usage import UsageError

    parts = [one.partition("=") for one in said or ()]
    if wrong := next(
        (label for label, sign, value in parts if not (sign and label.strip() and value.strip())), None
    ):
        raise UsageError(
            f'Skriv --set som "RAD=VÄRDE", till exempel --set "Urval=Ansvar 4100", inte {wrong}.'
        )
    return {label.strip(): value.strip() for label, _, value in parts}
