"""What does not agree in a project over its years (year.md §4): told with both figures."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from xltool.binding.bound import BoundRow
from xltool.binding.finished_day import finished_day
from xltool.core.columns import Input
from xltool.core.swedish import number_text
from xltool.findings import codes
from xltool.findings.finding import Code
from xltool.sheets.investments import project_columns as investments
from xltool.sheets.investments.cell_remedies import written
from xltool.sheets.investments.project_columns import State
from xltool.sheets.lines.line_kinds import Line
from xltool.sheets.settings.settings_rows import DECEMBER, Settings
from xltool.sheets.sheet_part import Source

_UNDONE = (State.ONGOING.value, State.NOT_STARTED.value)


def check_project(
    line: Line, row: BoundRow, way: investments.Judging, source: Source, *, offered: bool
) -> None:
    """The findings on the project go to the reader; `offered` is whether they say what to write in a cell."""
    _Checks(line, row, way, source, offered=offered).check()


class _Checks:
    """The checks of one project."""

    def __init__(
        self, line: Line, row: BoundRow, way: investments.Judging, source: Source, *, offered: bool
    ) -> None:
        self._line, self._row, self._way, self._source, self._offered = line, row, way, source, offered
        self._step = source.reader.money.step + 1e-9
        state = line.texts.get(investments.STATUS)
        self._is_finished, self._is_undone = state == State.FINISHED.value, state in _UNDONE

    def check(self) -> None:
        self._over_decision()
        self._forecast()
        self._carry_over()
        self._finished()

    def _of(self, column: Input) -> float | None:
        return self._line.amounts.get(column)

    def _tell(self, code: Code, column: Input, answer: Mapping[Input, float], **fields: float | str) -> None:
        shown = {n: v if isinstance(v, str) else number_text(v) for n, v in fields.items()}
        where = self._row.origin(column if column in self._row.columns else self._way.judged)
        told = code.at(where, name=self._line.name, **shown)
        remedies = [written(self._row, c, amount) for c, amount in answer.items()] if self._offered else []
        self._source.reader.findings.append(replace(told, remedies=tuple(remedies)))

    def _over_decision(self) -> None:
        decided, spent = self._of(investments.DECIDED), self._of(investments.ACCUMULATED)
        if decided is not None and spent is not None and spent > decided + 1e-9:
            self._tell(codes.OVER_DECISION, investments.ACCUMULATED, {}, decided=decided, spent=spent)

    def _forecast(self) -> None:
        forecast, spent = self._of(investments.FORECAST_TOTAL), self._of(investments.ACCUMULATED)
        if forecast is None or spent is None or abs(forecast - spent) <= self._step:
            return
        answer = {investments.FORECAST_TOTAL: spent}
        if forecast < spent:
            code = codes.FORECAST_BELOW_SPENT
        elif self._is_finished:
            code = codes.FINISHED_BELOW_FORECAST
        else:
            return
        self._tell(code, investments.FORECAST_TOTAL, answer, forecast=forecast, spent=spent)

    def _carry_over(self) -> None:
        carried = self._of(investments.CARRY_OVER)
        if not carried:
            return
        left = self._source.reader.money.clear(
            self._line.amounts[investments.BUDGET] - self._line.amounts[self._way.judged]
        )
        if self._is_finished:
            answer = {investments.CARRY_OVER: 0.0}
            self._tell(codes.FINISHED_CARRIED, investments.CARRY_OVER, answer, carried=carried)
        elif carried > max(left, 0.0) + 1e-9:
            answer = {investments.CARRY_OVER: max(left, 0.0)}
            self._tell(codes.CARRIED_TOO_MUCH, investments.CARRY_OVER, answer, carried=carried, left=left)

    def _finished(self) -> None:
        text = self._line.texts.get(investments.FINISHED, "")
        until, finished = _last_day(self._source.settings), finished_day(text) if text else None
        if self._is_undone and until is not None and finished is not None and finished < until:
            state = self._line.texts[investments.STATUS].lower()
            self._tell(codes.FINISHED_IN_THE_PAST, investments.FINISHED, {}, finished=text, state=state)


def _last_day(settings: Settings) -> date | None:
    """The last day that the figures are of."""
    if settings.year is None:
        return None
    month = settings.period or DECEMBER
    return date(settings.year, month, monthrange(settings.year, month)[1])
