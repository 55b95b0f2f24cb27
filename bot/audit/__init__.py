"""The tamper-evident log: any change, deletion, insertion or reorder of entries that a checkpoint held elsewhere covers
is detected. It does not prevent one, and says nothing of events never written or of the tail since the last checkpoint.
"""
