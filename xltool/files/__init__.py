"""Files and folders: names, versions, and writing whole or not at all."""

# The modules that other rooms take.
__all__: list[str] = ["broken_pipe", "long_paths", "reasons", "result_files", "result_names", "whole_files"]
