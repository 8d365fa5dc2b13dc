"""Right workbooks changed as people change them: the same figures, or a question or warning, never other figures in silence.
`python -m tests.whole.transformations 20000` runs many; the tests a few."""
