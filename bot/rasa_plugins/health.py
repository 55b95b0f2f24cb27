"""What the service wants to know before it trusts this process: that nothing fell back to a default."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path
from typing import Any, Dict, Optional

import rasa
from rasa import telemetry
from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore

from bot.encoder.tuned import VERSION as ENCODER_VERSION


def store_behind(agent: Agent) -> TrackerStore:
    """The store that endpoints.yml asked for, or whatever Rasa silently put in its place."""
    store = agent.tracker_store
    # Rasa wraps every store in this one and offers no public way to look inside.
    return store._tracker_store if isinstance(store, FailSafeTrackerStore) else store


def has_fallen_back(agent: Agent) -> bool:
    """True when the store failed once: Rasa then goes on with an unbounded one."""
    store = agent.tracker_store
    return isinstance(store, FailSafeTrackerStore) and store._fallback_tracker_store is not None


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_health(agent: Agent, model_sha256: Optional[str]) -> Dict[str, Any]:
    return {
        "ready": agent.is_ready(),
        "store": type(store_behind(agent)).__name__,
        "store_fallen_back": has_fallen_back(agent),
        "model_sha256": model_sha256,
        "telemetry": telemetry.is_telemetry_enabled(),
        "python": platform.python_version(),
        "rasa": rasa.__version__,
        "encoder": ENCODER_VERSION,
    }
