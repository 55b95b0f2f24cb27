"""Every fixed text, English and Spanish, by name."""
