"""What every page of the desk shares: the gate in front of it, headers, cookies, rendering."""
