"""The drop folder watched: what is dropped in is processed when it is whole."""
