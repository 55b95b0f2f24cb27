"""The durable queues: what came in and must be answered, what must go out."""
