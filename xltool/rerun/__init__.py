"""A re-run: what people wrote in the earlier result, known and brought along."""

# The modules that other rooms take.
__all__: list[str] = [
    "alignment",
    "answers",
    "earlier_result",
    "entries",
    "entry_place",
    "fingerprints",
    "generated_cells",
    "keep",
    "kept",
    "lineage",
    "lost_texts",
    "matching",
    "memory_sheet",
    "remembered",
    "row_keys",
    "same_run",
    "stale_figures",
    "standing",
    "uncomputed_cells",
    "user_content",
    "waiting",
    "who_is_who",
    "whose_work",
    "wins",
]
