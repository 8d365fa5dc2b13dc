"""`xltool template`."""

from __future__ import annotations

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
        bool, typer.Option("--underlag", help="Med bladet Underlag, för bokföringens rader.")
    ] = False,
) -> None:
    """Skriv standardmallen: tom, eller nästa års med samma rader, mål och medlemmar (--from)."""
    from xltool.binding.header_words import DECEMBER, stated_month
    from xltool.core.usage import UsageError
    from xltool.files.reasons import reason
    from xltool.running.write_template import NotPossibleError, write_template
    from xltool.terminal.report import as_typed

    month = stated_month(period) if period else None
    if period and month is None:
        raise UsageError("Skriv en månad vid --period, till exempel augusti, eller helår.")
    if period and not source and (kind not in _INTERIMS or month == DECEMBER):
        raise UsageError(
            "Med --period behövs --kind delår eller period och en månad före december, eller --from ARBETSBOK."
        )
    if source and kind in _INTERIMS and month is None:
        raise UsageError("Skriv vilken månad delåret gäller till, till exempel --period augusti.")
    try:
        target = write_template(path or Path(), year, source, kind.value, with_ledger=ledger, period=month)
    except NotPossibleError as error:
        say(str(error))
        raise SystemExit(error.code) from None
    except OSError as error:
        say(f"Mallen {path or ''} går inte att skriva: {reason(error)}.")
        raise SystemExit(3) from None
    answer(f"Mallen är skriven: {target}")
    answer(f"Fyll i den i Excel, spara, och gör resultatet: xltool process {as_typed(str(target))}")
