"""What is kept of a conversation, sealed: entries, the values a patient gave, retention."""
