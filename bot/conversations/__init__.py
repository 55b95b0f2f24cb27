"""A conversation: who writes on which channel, who answers (bot or person), what the dialogue remembers."""
