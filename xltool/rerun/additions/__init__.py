"""What people added to a result beside our tables: columns, sheets, notes, looks."""
