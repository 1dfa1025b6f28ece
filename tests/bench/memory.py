"""How much memory this process has used at most."""

from __future__ import annotations

import sys


def peak_mb() -> float | None:
    """Peak resident memory in MB (10⁶ bytes), None where the system doesn't tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
