"""Starts Rasa as the service's child: `python -m bot.rasa_plugins.launch run ...`, arguments as of `rasa`.

Two things must be settled before Rasa's own code is loaded:
* on Linux, this process dies with the one that started it, however that one ends;
* its memory is bounded, so that a leak ends this process and not the machine.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

PARENT = "FRONTDESK_PARENT_PID"
MEMORY = "FRONTDESK_RASA_MEMORY_MB"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    if not sys.platform.startswith("linux"):
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    parent = os.environ.get(PARENT)
    if parent is not None and os.getppid() != int(parent):
        sys.exit("the parent is gone")  # it ended before the call above


def bound_memory() -> None:
    """Private writable memory; what is only mapped from files, such as libraries, does not count."""
    limit = os.environ.get(MEMORY)
    if limit is not None:
        size = int(limit) * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main() -> None:
    die_with_parent()
    bound_memory()
    from rasa.__main__ import main as rasa_main  # noqa: PLC0415 - loads TensorFlow: only after the limits stand

    rasa_main()


if __name__ == "__main__":
    main()
