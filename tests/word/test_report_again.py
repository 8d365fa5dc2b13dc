"""A report that people work in: what they write stays, what follows from the workbook follows, and what both have changed is asked
about."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.examples import seed_with_texts
from tests.word.drawn_documents import with_part
from tests.word.making import described, filled, ours, written
from tests.word.reading import controls, paragraphs, parts
from xltool.core.document import Report
from xltool.findings import codes
from xltool.running.other_workbooks import template_bytes
from xltool.sheets.operating import operating_columns as operating
from xltool.word.report_file import Choice

MAIN = "word/document.xml"
Edit = Callable[[str], str]


@functools.cache
def before() -> Report:
    return described(template_bytes(seed_with_texts()))


@functools.cache
def later() -> Report:
    """A week later: personnel came out 72 lower, and is explained otherwise."""
    filling = seed_with_texts()
    cost = [dict(row) for row in filling.cost]
    cost[0] |= {
        operating.ACTUAL: 12_356.0,
        operating.STATED_VARIANCE: 374.0,
        operating.COMMENT: "Fler vakanser.",
    }
    return described(template_bytes(replace(filling, cost=cost, totals={}, stated_variances=False)))


@functools.cache
def first() -> bytes:
    return written(ours(), before())


def edited(*edits: Edit) -> bytes:
    """The first report as somebody has saved it."""
    xml = parts(first())[MAIN].decode()
    for edit in edits:
        changed = edit(xml)
        assert changed != xml
        xml = changed
    return with_part(first(), MAIN, xml.encode())


def put(old: str, new: str) -> Edit:
    return lambda xml: xml.replace(old, new, 1)


def control(tag: str) -> re.Pattern[str]:
    return re.compile(rf'<w:sdt><w:sdtPr><w:alias [^>]*/><w:tag w:val="xltool:{tag}"/>.*?</w:sdt>', re.DOTALL)


def without(tag: str) -> Edit:
    return lambda xml: control(tag).sub("", xml, 1)


def between(tag: str, paragraph: str) -> Edit:
    """A paragraph of somebody's own before the control."""
    own = f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>"
    return lambda xml: control(tag).sub(lambda match: own + match[0], xml, 1)


def test_the_same_again_gives_the_same_bytes() -> None:
    assert written(first(), before()) == first()


def test_figures_follow_and_what_stands_between_the_controls_stays() -> None:
    mine = edited(between("drift", "Vår egen inledning till tabellen."), put("1.4 Ekonomi", "1.4 Ekonomin"))
    done = written(mine, later())
    lines = paragraphs(done)
    assert "Vår egen inledning till tabellen." in lines
    assert "1.4 Ekonomin" in lines
    assert "12\u00a0356" in lines
    assert "12\u00a0428" not in lines
    assert "Personalkostnader (+374\u00a0tkr): Fler vakanser." in lines


def test_a_control_that_somebody_changed_stops_the_run_with_both_texts() -> None:
    mine = edited(put("12\u00a0428", "12\u00a0400"))
    done = filled(mine, later())
    assert done.data is None
    (asked,) = [f for f in done.findings if f.is_error]
    assert asked.code is codes.CONTROL_EDITED
    assert "12\u00a0400" in asked.message
    assert "12\u00a0356" in asked.message
    assert done.is_changed


def test_input_wins_takes_the_workbooks_text() -> None:
    done = filled(edited(put("12\u00a0428", "12\u00a0400")), later(), Choice.WORKBOOK)
    assert done.data is not None
    assert "12\u00a0356" in paragraphs(done.data)
    assert "12\u00a0400" not in paragraphs(done.data)
    assert [f.code for f in done.findings] == [codes.CONTROL_DECIDED]


def test_result_wins_lets_it_stand_until_ours_changes_again() -> None:
    decided = written(edited(put("12\u00a0428", "12\u00a0400")), before(), Choice.REPORT)
    assert "12\u00a0400" in paragraphs(decided)
    again = filled(decided, before())
    assert again.data == decided
    assert not again.findings
    assert filled(decided, later()).data is None


def test_a_control_that_was_taken_out_stays_out_and_is_named() -> None:
    mine = edited(without("förklaringar"), without("diagram drift"))
    done = filled(mine, later())
    assert done.data is not None
    assert "förklaringar" not in controls(done.data)
    (gone,) = [f for f in done.findings if f.code is codes.CONTROL_GONE]
    assert "förklaringar" in gone.message
    assert "diagram drift" in gone.message
    assert len([name for name in parts(done.data) if "media/xltool-" in name]) == 1, "its picture goes too"


def test_controls_that_were_moved_and_copied_follow() -> None:
    xml = parts(first())[MAIN].decode()
    found = control("resultat").search(xml)
    assert found is not None
    mine = edited(
        lambda text: text.replace(found[0], "", 1),
        lambda text: text.replace("<w:body>", f"<w:body>{found[0]}{found[0]}", 1),
    )
    held = controls(written(mine, later()))["resultat"]
    assert len(held) == 2
    assert held[0] == held[1]
    assert "ett underskott med 1\u00a0660\u00a0tkr" in held[0]


def test_a_control_that_people_put_in_is_filled_where_it_shows_its_placeholder() -> None:
    own = '<w:sdt><w:sdtPr><w:tag w:val="xltool:diagram avvikelser"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klicka</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    done = written(edited(put("<w:body>", f"<w:body>{own}")), before())
    assert controls(done)["diagram avvikelser"] == [""]
    assert len([name for name in parts(done) if "media/xltool-" in name]) == 3
    assert b"showingPlcHdr" not in parts(done)[MAIN]


def test_what_people_wrote_in_one_of_theirs_is_not_replaced() -> None:
    own = '<w:sdt><w:sdtPr><w:tag w:val="xltool:princip"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Vår princip.</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    assert filled(edited(put("<w:body>", f"<w:body>{own}")), before()).data is None


@pytest.mark.parametrize("how", ["insertion", "rsid"])
def test_what_word_does_by_itself_is_no_change_and_a_tracked_one_is(how: str) -> None:
    text = '<w:t xml:space="preserve">Vakanser inom'
    if how == "rsid":
        mine = edited(
            put(f"<w:r>{text}", f'<w:r w:rsidR="00AB12CD">{text}'),
            put(text, f'<w:t xml:space="preserve">Vak</w:t></w:r><w:proofErr w:type="spellStart"/><w:r>{text.replace("Vak", "")}'),
        )  # fmt: skip
        assert filled(mine, before()).data is not None
        return
    tracked = '<w:ins w:id="5" w:author="Eva"><w:r><w:t>Nytt. </w:t></w:r></w:ins>'
    mine = edited(put(f"<w:r>{text}", f"{tracked}<w:r>{text}"))
    assert [f.code for f in filled(mine, before()).findings] == [codes.CONTROL_EDITED]
