"""Word lists: built once at set-up into one compact file, loaded at start."""
