"""From words such as "next tuesday afternoon" to days and times of day. Read `reader.py` first."""
