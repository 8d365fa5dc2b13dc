"""The part of a package that holds its sensitivity labels, which XlsxWriter does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

_PATH = "docMetadata/LabelInfo.xml"
_NAMESPACE = "http://schemas.microsoft.com/office/2020/mipLabelMetadata"
_RELATION = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
_TYPE = "application/vnd.ms-office.classificationlabels+xml"
_POINTS_AT_IT = {
    "[Content_Types].xml": ("</Types>", f'<Override PartName="/{_PATH}" ContentType="{_TYPE}"/>'),
    "_rels/.rels": (
        "</Relationships>",
        f'<Relationship Id="rIdLabels" Type="{_RELATION}" Target="{_PATH}"/>',
    ),
}


def with_labels(
    parts: Iterable[tuple[str, str]], labels: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """The parts, by name, with one of the labels, each by its attributes, and what points at that."""
    for name, text in parts:
        end, told = _POINTS_AT_IT.get(name, ("", ""))
        yield name, text.replace(end, told + end) if end else text
    listed = "".join(f"<clbl:label {_said(label)}/>" for label in labels)
    declared = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    yield _PATH, f'{declared}<clbl:labelList xmlns:clbl="{_NAMESPACE}">{listed}</clbl:labelList>'


def _said(label: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in label.items())
