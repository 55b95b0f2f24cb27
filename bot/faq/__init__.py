"""Frequently asked questions: reviewed content, its review workflow, and search over it."""
