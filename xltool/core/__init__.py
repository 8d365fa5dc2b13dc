"""Rules without files: formulas, numbers, findings, binding. No I/O, no Excel library."""
