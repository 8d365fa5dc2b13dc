"""The handbook in a real browser: on a phone and on a desk, light and dark, by eye, by keyboard and by ear."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.handbook.test_page import PAGE

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here (Debian: chromium)")
WIDTHS = {"phone": 360, "desk": 1280}

_LOOK = """
const told = {};
const all = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility());
told.wide = [document.documentElement.scrollWidth, innerWidth];
told.out = all.filter(e => !e.closest('.table, .skip') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80));
told.cut = all.filter(e => e instanceof SVGTextElement).filter(e => {
  const own = e.getBoundingClientRect(), frame = e.ownerSVGElement.getBoundingClientRect();
  return own.right > frame.right + 0.5 || own.left < frame.left - 0.5;
}).map(e => e.textContent);
told.headings = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => [Number(h.tagName[1]), h.textContent]);
told.broken = [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
  .filter(h => !h.startsWith('#') || !document.getElementById(decodeURIComponent(h.slice(1))));
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
told.twice = ids.filter((id, i) => ids.indexOf(id) !== i);
told.nameless = [...document.querySelectorAll('a, svg, nav, [role=region]')]
  .filter(e => !(e.textContent.trim() && e.tagName === 'A') && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).length;
told.lang = document.documentElement.lang;
// What the tab key comes to, in order: what is shown and takes it, none with an order of its own.
const tabbed = [...document.querySelectorAll('a[href], button, input, [tabindex]')].filter(e => e.tabIndex >= 0);
told.first = tabbed[0].textContent;
told.ordered = tabbed.every(e => e.tabIndex === 0);
told.unseen = tabbed.filter(e => { e.focus(); return document.activeElement !== e
  || getComputedStyle(e).outlineStyle === 'none' && !e.matches('.skip'); }).map(e => e.outerHTML.slice(0, 60));
tabbed[0].focus();
told.skip = tabbed[0].getBoundingClientRect().left;
// Frames that move sideways take the keyboard.
told.stuck = all.filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto' && e.tabIndex !== 0)
  .map(e => e.outerHTML.slice(0, 60));
const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
const filled = e => {  // the last shape before it that it stands on, else the paper
  const own = e.getBoundingClientRect(), x = own.left + 1, y = (own.top + own.bottom) / 2;
  const under = [...e.ownerSVGElement.querySelectorAll('rect')].filter(r => { const b = r.getBoundingClientRect();
    return b.left <= x && x <= b.right && b.top <= y && y <= b.bottom && r.compareDocumentPosition(e) & 4; }).pop();
  return under ? getComputedStyle(under).fill : behind(e.ownerSVGElement);
};
const pairs = all.filter(e => e instanceof SVGTextElement || [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(e => [e instanceof SVGTextElement ? ratio(getComputedStyle(e).fill, filled(e)) : ratio(getComputedStyle(e).color, behind(e)), e.textContent.slice(0, 40)]);
told.faint = pairs.filter(([r]) => r < 4.5);
told.pairs = pairs.length;
const answer = parent.document.createElement('pre');
answer.id = 'told';
answer.textContent = JSON.stringify(told);
parent.document.body.append(answer);
"""


def looked(tmp_path: Path, width: int, *, dark: bool = False) -> dict[str, Any]:
    """What the browser finds on the page in a window of that width."""
    page = PAGE.replace("prefers-color-scheme: dark", "min-width: 0" if dark else "max-width: 0")
    page = page.replace("</body>", f"<script>{_LOOK}</script></body>")
    # A frame is as narrow as it is told to be; a window of the browser's is not.
    frame = f'<iframe style="width:{width}px;height:800px;border:0" srcdoc="{escape(page)}"></iframe>'
    file = tmp_path / "frame.html"
    file.write_text(f'<!doctype html><meta charset="utf-8"><body>{frame}', encoding="utf-8")
    done = subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={tmp_path / 'profile'}",
         "--window-size=1400,900", "--virtual-time-budget=20000", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told


@pytest.mark.parametrize(
    ("place", "dark"), [("phone", False), ("phone", True), ("desk", False), ("desk", True)]
)
def test_it_can_be_read_by_everybody(tmp_path: Path, place: str, dark: bool) -> None:
    told = looked(tmp_path, WIDTHS[place], dark=dark)
    assert told["wide"][0] <= told["wide"][1] == WIDTHS[place], "no sideways scroll"
    assert (told["out"], told["cut"]) == ([], []), "nothing beyond the edge of the page or of its picture"
    assert told["pairs"] > 1000
    assert told["faint"] == [], "a contrast of 4.5:1 at least"
    assert (told["broken"], told["twice"], told["nameless"], told["lang"]) == ([], [], 0, "sv")
    levels = [level for level, _ in told["headings"]]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert (told["first"], told["skip"], told["ordered"]) == ("Hoppa till texten", 0, True)
    assert (told["unseen"], told["stuck"]) == ([], []), "the keyboard comes everywhere, and is seen there"
