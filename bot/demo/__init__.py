"""A make-believe social network on loopback: try a Messenger conversation without a Meta account. Demo mode only."""
