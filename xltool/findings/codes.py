"""Every code of finding, a value each: XL1xx the file, XL2xx its structure, XL3xx cells, XL4xx sums,
XL5xx goals, XL6xx shares, XL7xx the report in Word. The sentences are Swedish, for people who know Excel and accounting."""

from __future__ import annotations

from xltool.findings.finding import Code
from xltool.findings.xl1_by_column import *
from xltool.findings.xl1_last_year import *
from xltool.findings.xl1_ledger import *
from xltool.findings.xl1_rerun import *
from xltool.findings.xl1_running import *
from xltool.findings.xl1_the_file import *
from xltool.findings.xl2_structure import *
from xltool.findings.xl2_translation import *
from xltool.findings.xl3_cells import *
from xltool.findings.xl4_nets import *
from xltool.findings.xl4_odd_lines import *
from xltool.findings.xl4_projects import *
from xltool.findings.xl4_sums import *
from xltool.findings.xl5_goals import *
from xltool.findings.xl6_shares import *
from xltool.findings.xl7_report import *

CODES: dict[str, Code] = {
    c.code: c for c in sorted((v for v in globals().values() if isinstance(v, Code)), key=lambda c: c.code)
}
