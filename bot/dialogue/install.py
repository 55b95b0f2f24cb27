"""How Rasa is run: its own interpreter, and an environment that holds nothing of the service's.

Settings of the service reach this process through variables, so the child's variables are listed one by one.
Secrets travel in variables and never on a command line, which every user of the machine may read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
MEMORY_MB = 1_500  # private memory; Rasa uses about 0.6 GB of it after start


@dataclass(frozen=True, slots=True)
class RasaInstall:
    python: Path  # of Rasa's own environment
    project: Path  # the folder with config.yml, domain.yml, endpoints.yml, credentials.yml and bot/
    run_folder: Path  # Rasa's home, temporary files and log; its own for each service that runs
    memory_mb: int = MEMORY_MB
    module: str = "bot.rasa_plugins.launch"

    def command(self, *arguments: str) -> tuple[str, ...]:
        return (str(self.python), "-m", self.module, *arguments)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Creates the folders that it names."""
        home, temporary, fonts = self.run_folder / "home", self.run_folder / "tmp", self.project / ".rasa" / "fonts"
        for folder in (self.run_folder, home, temporary, fonts):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "MPLCONFIGDIR": str(fonts),  # kept between starts: building it takes seconds
            "PYTHONPATH": str(self.project),
            "PYTHONUNBUFFERED": "1",
            "FRONTDESK_PARENT_PID": str(os.getpid()),
            "RASA_TELEMETRY_ENABLED": "false",
            "LOG_LEVEL_LIBRARIES": "ERROR",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "MALLOC_ARENA_MAX": "2",
            "OPENBLAS_NUM_THREADS": "1",  # several threads spin against each other on a busy machine
            "OMP_NUM_THREADS": "1",
            **(more or {}),
        }
