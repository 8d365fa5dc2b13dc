"""Everything that knows that Excel files exist: reading, placing, looking, writing."""
