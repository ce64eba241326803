"""Model files: what is needed, its licence, where it lies, how it is checked."""

import os

# Read by the Hub's library when it is first imported: nothing of this machine is told that a download does not need.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
