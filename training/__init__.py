"""What makes the networks that the service brings along. The service needs none of it.

In an environment of its own, `uv sync --group dev` and then `uv pip install -r training/requirements.txt`:

    python -m training.red_flags OUTPUT_FOLDER     bot/safety/model/red_flags_*.onnx    ADR 0007
    python -m training.personal OUTPUT_FOLDER      bot/guard/model/personal.onnx        ADR 0010
    python -m training.intents OUTPUT_FOLDER       bot/encoder/model/intents.safetensors   ADR 0009

Each tunes the sentence encoder on labelled messages and takes twenty to ninety minutes on two cores. A new model needs
its SHA-256 beside the code that loads it, and the figures of `tests/sets/README.md` measured anew.
"""
