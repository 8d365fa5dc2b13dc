"""xltool for Windows without Python: built and tried on Linux."""
