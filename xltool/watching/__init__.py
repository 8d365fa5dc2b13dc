"""The drop folder watched: what is dropped in is processed when it is whole."""

# The modules that other rooms take.
__all__: list[str] = ["drop_folder", "watch_report", "watch_states"]
