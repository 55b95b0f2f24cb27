"""Sealing: bytes, keys and context. Knows nothing of chat. The format is specified in `docs/envelope.md`."""
