"""Networks: verify, parse, send. Nothing here knows what a message means."""
