"""Ways to tell intents apart, measured side by side."""
