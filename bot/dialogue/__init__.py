"""Rasa, kept at arm's length: client, supervisor, training, and the route on which Rasa calls the actions."""
