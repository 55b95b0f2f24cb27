"""A network asks, for one of its people, that what came from there is deleted."""
