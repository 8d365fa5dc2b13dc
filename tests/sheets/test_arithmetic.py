"""Variances and totals of random lines, against plain Python arithmetic in exact decimals."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings, strategies as st

from tests.drawn import computed

_AMOUNTS = st.decimals(min_value=0, max_value=10_000_000, places=1)
_LINES = st.lists(
    st.tuples(st.sampled_from(["Intäkt", "Kostnad"]), _AMOUNTS, _AMOUNTS), min_size=1, max_size=12
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(_LINES)
def test_variances_and_totals_are_those_of_plain_arithmetic(
    lines: list[tuple[str, Decimal, Decimal]],
) -> None:
    signed = [(kind, -b if kind == "Intäkt" else b, -a if kind == "Intäkt" else a) for kind, b, a in lines]
    rows = "\n".join(f"Rad {i} | {kind} | {b} | {a}" for i, (kind, b, a) in enumerate(signed))
    data = computed(f"Kontotext | Typ | Budget | Utfall\n{rows}")["operating"]

    names = {"Intäkt": "income", "Kostnad": "cost"}
    for kind, key in names.items():
        budget = sum((b for k, b, _ in signed if k == kind), Decimal(0))
        actual = sum((a for k, _, a in signed if k == kind), Decimal(0))
        assert _near(data[key], budget, actual)
    net = [sum((b for _, b, _ in signed), Decimal(0)), sum((a for _, _, a in signed), Decimal(0))]
    assert _near(data["net"], *net)
    for line in data["lines"]:
        _, b, a = signed[int(line["name"].removeprefix("Rad "))]
        assert _near(line, b, a)


def _near(found: dict[str, float], budget: Decimal, actual: Decimal) -> bool:
    """Within a billionth, for the sums are binary fractions as in Excel."""
    expected = {"budget": budget, "actual": actual, "variance": budget - actual}
    return all(
        abs(Decimal(found[name]) - value) <= Decimal("1e-9") * max(Decimal(1), abs(value))
        for name, value in expected.items()
    )
