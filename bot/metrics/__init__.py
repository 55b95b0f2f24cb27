"""Figures for Prometheus: counts, times and sizes. A label is a word from a fixed list, never anything of anybody's."""
