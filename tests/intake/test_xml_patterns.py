"""The two parsers of small parts: the quick one where there is nothing to beware of."""

from __future__ import annotations

import pytest
from defusedxml import DTDForbidden, EntitiesForbidden

from xltool.intake.xml_patterns import parsed

_BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    "text", ["<a>b</a>", '<?xml version="1.0" encoding="UTF-8"?>\n<a>b</a>', "\ufeff<a>b</a>"]
)
def test_a_part_is_parsed(text: str) -> None:
    assert parsed(text.encode()).text == "b"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_no_entity_is_expanded_in_whatever_encoding_it_is_written(codec: str) -> None:
    declared = "" if codec.startswith("utf") else f'<?xml version="1.0" encoding="{codec}"?>'
    with pytest.raises((EntitiesForbidden, DTDForbidden)):
        parsed((declared + _BOMB).encode(codec))
