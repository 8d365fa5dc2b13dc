"""The figures of what the members pay."""

from __future__ import annotations

from xltool.core.columns import Column
from xltool.core.expr import At
from xltool.core.values import Model
from xltool.sheets.settings.settings_rows import Settings
from xltool.sheets.shares import invoice_columns as invoices, share_columns as shares
from xltool.sheets.shares.members import Member, Members
from xltool.terminal.workbook_object import MemberFigures, ShareFigures, exact_number

_TABLE = shares.MEMBERS.key


def share_figures(read: Members, settings: Settings, model: Model) -> ShareFigures:
    """The amount that is shared out, and what each member has to pay."""
    listed = [_member(one, shares.member_key(i), model) for i, one in enumerate(read.members)]
    amount = model.evaluate(shares.due_at())
    assert isinstance(amount, float | int)
    fee = _figure(model, invoices.FEE, "amount", invoices.VALUE) if invoices.FEE in model.tables else None
    return ShareFigures(exact_number(float(amount)), read.key, listed, fee, settings.settled_on or None)


def _member(member: Member, key: str, model: Model) -> MemberFigures:
    def invoiced(column: Column) -> float | None:
        table = model.tables.get(invoices.INVOICES)
        there = table is not None and column in table.columns
        return _figure(model, invoices.INVOICES, key, column) if there else None

    due = model.evaluate(shares.signed(At(_TABLE, key, shares.AMOUNT_DUE)))
    assert isinstance(due, float | int)
    return MemberFigures(
        member.name,
        _figure(model, _TABLE, key, shares.WEIGHT),
        model.number(_TABLE, key, shares.SHARE),
        exact_number(float(due)),
        member.counterpart or None,
        member.debited if member.debited is None else exact_number(member.debited),
        invoiced(invoices.FINAL),
        invoiced(invoices.SETTLED),
        member.reference or None,
    )


def _figure(model: Model, table: str, row: str, column: Column) -> float:
    return exact_number(model.number(table, row, column))
