"""Words that only their owner knows: how weak ones are told, and how they are kept. For staff and patients alike."""
