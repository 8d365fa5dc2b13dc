"""XL162–XL169: the detail rows by a column, and the files of those who explain their own variances."""

from __future__ import annotations

from xltool.findings.finding import INFO, Code

LINES_NOT_CROSSED = Code(
    "XL162", INFO, "För många delar för att visa rad för rad",
    "Kolumnen {column} delar raderna i {count} delar. Bara kolumnens summor är med, inte raderna för varje värde.",
    "Vill ni se raderna för varje värde, välj en kolumn med färre värden.",
    "Varje del är en formel över hela underlaget. Så många gör arbetsboken mycket långsam att räkna om.",
    "xltool process budget.xlsx --by Projekt, där kolumnen har 1 900 projekt.",
    "Summera per ansvar eller verksamhet, som har färre värden.",
)  # fmt: skip
