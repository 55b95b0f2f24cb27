"""Wilson's score interval for a share, at 95 %: what the evaluations report beside each figure.

Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
"""

from __future__ import annotations

import math

Z = 1.96  # standard normal, 95 %


def wilson_interval(hits: int, total: int) -> tuple[float, float]:
    """Lower and upper bound, each 0..1; (0, 1) of nothing."""
    if not total:
        return 0.0, 1.0
    rate, square = hits / total, Z**2
    middle = rate + square / (2 * total)
    reach = Z * math.sqrt(rate * (1 - rate) / total + square / (4 * total**2))
    scale = 1 + square / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def percent(hits: int, total: int) -> str:
    """'93.1 % (90.2-95.3)': the share and its interval; '-' of nothing."""
    if not total:
        return "-"
    low, high = wilson_interval(hits, total)
    return f"{100 * hits / total:.1f} % ({100 * low:.1f}-{100 * high:.1f})"
