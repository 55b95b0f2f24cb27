"""Wrapped keys."""
