"""One message being answered: the steps of `bot/journey.py`, a module each."""
