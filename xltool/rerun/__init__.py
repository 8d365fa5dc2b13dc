"""A re-run: what people wrote in the earlier result, known and brought along."""
