"""How hypothesis tries rules: often enough to find what breaks them, in a suite that stays quick on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", max_examples=60, deadline=None)
settings.load_profile("suite")
