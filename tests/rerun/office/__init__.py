"""A spreadsheet program whose hands a test moves: LibreOffice, kept open over many workbooks."""
