"""The desk: what the clinic's staff see and do. A web application of its own, apart from the patients' one."""
