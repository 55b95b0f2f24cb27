"""The guard beside other detectors, on the same messages: `make bench-guard`."""
