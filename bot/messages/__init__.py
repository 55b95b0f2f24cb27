"""What travels along the journey. Imports nothing else of `bot`."""
