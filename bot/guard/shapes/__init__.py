"""Shapes that several recognizers share."""
