"""Sentences as vectors. Shared by FAQ search and by Rasa, so it runs on Python 3.10 and imports nothing of `bot`."""
