"""Files and folders: names, versions, and writing whole or not at all."""
