"""What differs between two workbooks, row by row under the keys of a re-run."""
