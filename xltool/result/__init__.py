"""The result: which tables and pages a board's workbook comes to."""

# The modules that other rooms take.
__all__: list[str] = [
    "answer_pages",
    "blank_template",
    "boards_appendix",
    "build_result",
    "control",
    "figures",
    "following",
    "guide",
    "overview_page",
    "proposed_lines",
    "report_document",
    "report_text",
    "result",
    "template_kinds",
    "unmatched_list",
]
