"""Templates of every kind: ours, drawn ones, one without controls; only the content of controls is other afterwards."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.examples import seed, seed_with_texts
from tests.office import convert
from tests.word.drawn_documents import document, packed, with_part
from tests.word.making import described, filled, ours, written
from tests.word.reading import W, controls, paragraphs, parts, root, tables, text
from xltool.core.document import Report
from xltool.findings import codes
from xltool.running.other_workbooks import template_bytes

_CONTENT = re.compile(rb"<w:sdtContent>.*?</w:sdtContent>|<w:showingPlcHdr/>", re.DOTALL)


@functools.cache
def report() -> Report:
    return described(template_bytes(seed_with_texts()))


@functools.cache
def without_texts() -> Report:
    return described(template_bytes(seed()))


def test_each_control_gets_its_part() -> None:
    template = document("""
        # Ekonomi
        Så här gick det.
        [drift]
        Slutsats: {värde Nettoresultat}, och inget annat.
        [resultat]
        [investeringar]
        [förklaringar]
        [text 1.1]
    """)
    done = written(template, report())
    held = controls(done)
    assert held["värde Nettoresultat"] == ["1\u00a0733\u00a0tkr"]
    assert held["resultat"][0].startswith(
        "Årets resultat för Sydnärkes IT-nämnd visar ett underskott med 1\u00a0733\u00a0tkr."
    )
    assert held["text 1.1"][0].startswith("Sydnärkes IT-nämnd har för 2023 upprättat en årsredovisning")
    assert held["förklaringar"][0].startswith("Licenser & serviceavtal (−3\u00a0308\u00a0tkr): ")
    assert [len(table) for table in tables(done)] == [16, 7]
    assert "Slutsats: 1\u00a0733\u00a0tkr, och inget annat." in paragraphs(done)


def test_every_other_byte_is_as_it_was() -> None:
    template = document("# Rubrik\nFöre {värde År} efter.\n[resultat]\nMellan.\n| A | [fördelning] |\nSist.")
    done = written(template, report())
    before, after = parts(template), parts(done)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/header1.xml", "_rels/.rels", "[Content_Types].xml"}
    for name in ("word/document.xml", "word/header1.xml"):
        assert b"".join(_CONTENT.split(before[name])) == b"".join(_CONTENT.split(after[name]))


def test_controls_in_tables_headers_and_footnotes() -> None:
    template = document("| Resultat | {värde Nettoresultat} |\n| Tabell | [drift] |")
    header = parts(template)["word/header1.xml"]
    done = written(template, report())
    assert b"N\xc3\xa4mnden</w:t>" in header
    assert "Sydnärkes IT-nämnd" in text(root(done, "word/header1.xml"))
    outer = next(root(done).iter(f"{W}tbl"))
    cells = [cell for row in outer.findall(f"{W}tr") for cell in row.findall(f"{W}tc")]
    assert text(cells[1]) == "1\u00a0733\u00a0tkr"
    inner = cells[3].findall(f".//{W}tbl")
    assert len(inner) == 1
    content = cells[3].find(f"{W}sdt/{W}sdtContent")
    assert content is not None
    assert content[-1].tag == f"{W}p", "a cell ends with a paragraph"


def test_nested_controls_and_ones_that_share_a_tag() -> None:
    nested = (
        '<w:sdt><w:sdtPr><w:tag w:val="annat"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Ram: </w:t></w:r>'
        '<w:sdt><w:sdtPr><w:tag w:val="xltool:värde År"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>'
        "</w:p></w:sdtContent></w:sdt>"
    )
    template = document("[resultat]\n[resultat]")
    body = parts(template)["word/document.xml"].replace(b"<w:sectPr/>", nested.encode() + b"<w:sectPr/>")
    held = controls(written(with_part(template, "word/document.xml", body), report()))
    assert len(set(held["resultat"])) == 1
    assert len(held["resultat"]) == 2
    assert held["värde År"][0] == "2023"


def test_a_template_without_controls_gets_the_whole_report_at_its_end() -> None:
    template = document("# Vår mall\nEtt förord.")
    lines = paragraphs(written(template, report()))
    assert lines[:2] == ["Vår mall", "Ett förord."]
    order = ["1 Verksamheter", "1.1 Inledning", "1.2 Måluppfyllelse", "1.2.1 Nämndmål", "1.3 Verksamhetsberättelse", "1.4 Ekonomi"]  # fmt: skip
    assert [line for line in lines if line in order] == order


def test_one_with_a_place_for_the_report_gets_it_there() -> None:
    lines = paragraphs(written(document("Först.\n[rapport]\nSist."), report()))
    assert lines[0] == "Först."
    assert lines[-1] == "Sist."
    assert "1.4 Ekonomi" in lines


def test_a_workbook_without_prose_gets_its_computed_sections() -> None:
    lines = paragraphs(written(ours(), without_texts()))
    assert [
        line for line in ("1.2 Måluppfyllelse", "Bedömning av måluppfyllelse", "1.4 Ekonomi") if line in lines
    ]
    assert "Alla indikatorer uppnådda = Nämndmål uppnås." in lines


def test_what_is_unknown_or_does_not_fit_is_said_and_left() -> None:
    done = filled(document("[drfit]\nMitt i {drift: här} en mening.\n[text 7]"), report())
    told = {f.code: f for f in done.findings}
    assert {*told} == {codes.UNKNOWN_TAG, codes.CONTROL_TOO_NARROW, codes.PART_EMPTY}
    assert "Menade ni xltool:drift?" in told[codes.UNKNOWN_TAG].hint
    assert done.data is not None
    assert controls(done.data)["drift"] == ["här"]


def test_a_part_that_the_workbook_has_not_is_a_dash_and_said() -> None:
    board = seed()
    bare = described(template_bytes(replace(board, projects=[{}])))
    done = filled(document("[investeringar]\n[drift]"), bare)
    assert [f.code for f in done.findings] == [codes.PART_EMPTY]
    assert done.data is not None
    assert controls(done.data)["investeringar"] == ["–"]


def test_styles_by_their_stored_names_in_swedish_or_by_what_uppgifter_says() -> None:
    styles = parts(ours())["word/styles.xml"].decode()
    swedish = styles.replace('w:val="heading 1"', 'w:val="Rubrik 1"').replace(
        'w:val="heading 2"', 'w:val="Rubrik 2"'
    )
    template = with_part(document("Mall."), "word/styles.xml", swedish.encode())
    done = filled(template, report())
    assert not [f for f in done.findings if f.code is codes.STYLE_MISSING]
    assert done.data is not None
    first = next(p for p in root(done.data).iter(f"{W}p") if text(p) == "1 Verksamheter")
    style = first.find(f"{W}pPr/{W}pStyle")
    assert style is not None
    assert style.get(f"{W}val") == "Heading1"


def test_a_missing_style_is_said_and_the_report_written_all_the_same() -> None:
    bare = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    done = filled(with_part(document("Mall."), "word/styles.xml", bare), report())
    told = [dict(f.fields)["value"] for f in done.findings if f.code is codes.STYLE_MISSING]
    assert {*told} == {
        "heading 1",
        "heading 2",
        "heading 3",
        "heading 4",
        "Rapporttabell",
        "caption",
        "List Bullet",
    }
    assert done.data is not None
    assert "Bedömning av måluppfyllelse" in paragraphs(done.data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_in_either_encoding(encoding: str) -> None:
    template = document("[resultat]")
    xml = parts(template)["word/document.xml"].decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    done = written(with_part(template, "word/document.xml", xml.encode(encoding)), report())
    assert controls(done)["resultat"][0].startswith("Årets resultat")


def test_what_a_template_carries_stays() -> None:
    more = {
        "word/vbaProject.bin": b"makro",
        "word/embeddings/a.bin": b"\x00\x01",
        "docProps/thumbnail.jpeg": b"x",
    }
    template = packed({**parts(document("[resultat]")), **more})
    after = parts(written(template, report()))
    assert {name: after[name] for name in more} == more


def test_a_control_that_is_alone_in_its_paragraph_takes_a_table() -> None:
    """As LibreOffice saves one that filled the paragraph."""
    done = written(document("{drift}\n| {investeringar} |"), report())
    body = root(done).find(f"{W}body")
    assert body is not None
    assert body[0].tag == f"{W}sdt"
    assert len(tables(done)) == 3
    assert written(done, report()) == done


@pytest.mark.libreoffice
def test_a_template_that_libreoffice_saved(tmp_path: Path) -> None:
    """LibreOffice 7 keeps the titles of controls that fill a paragraph, no tags, and neither among words."""
    template = document(
        "# Rubrik\n[drift]\nMellan.\n[text 1.3]\nNetto {värde Nettoresultat}.\n| [resultat] | x |"
    )
    (tmp_path / "mall.docx").write_bytes(template)
    convert(tmp_path / "mall.docx", tmp_path / "ut", "docx")
    done = written((tmp_path / "ut" / "mall.docx").read_bytes(), report())
    assert len(tables(done)) == 2
    lines = paragraphs(done)
    assert any(line.startswith("Arbetet med att ersätta") for line in lines)
    assert any(line.startswith("Årets resultat för") for line in lines)
    assert "Mellan." in lines
