"""The recognizers: one identifier a file, each a component of the guard's spaCy pipeline."""
