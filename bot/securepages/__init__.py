"""The patient's one-time pages: a link that is worth nothing alone, the booking page, the way into the secure chat."""
