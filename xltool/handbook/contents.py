"""The handbook's chapters in order."""

from __future__ import annotations

from collections.abc import Sequence

from xltool.handbook.blocks import Chapter
from xltool.handbook.for_chiefs import CHIEF
from xltool.handbook.for_controllers import AGAIN, INTERIM, LEDGER, MANY, OWN_TEMPLATE, TEMPLATE, WORD
from xltool.handbook.for_everyone import FIVE_MINUTES, WHAT_IT_IS
from xltool.handbook.for_it import IT, NEVER, PROBLEM, WINDOWS
from xltool.handbook.reference import CommandHelp, columns, commands, the_result


def chapters(every: Sequence[CommandHelp]) -> list[Chapter]:
    """Those whose commands this xltool has; the findings come after them."""
    names = {command.name for command in every}
    written = (
        WHAT_IT_IS,
        FIVE_MINUTES,
        CHIEF,
        the_result(),
        TEMPLATE,
        OWN_TEMPLATE,
        AGAIN,
        INTERIM,
        LEDGER,
        MANY,
        WORD,
        NEVER,
        IT,
        WINDOWS,
        PROBLEM,
        commands(every),
        columns(),
    )
    return [chapter for chapter in written if names.issuperset(chapter.needs)]
