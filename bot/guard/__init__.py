"""The guard: finds what identifies a person, on the way in and on the way out."""
