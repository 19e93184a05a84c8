"""Whoosh's own tests pass with our codec and our searcher in place of its own.

They are in its source distribution alone: `pip download --no-deps --no-binary :all: Whoosh-Reloaded==2.7.5`, and
`WHOOSH_SDIST=Whoosh-Reloaded-2.7.5.tar.gz pytest tests/engines/test_whoosh_own_tests.py`.
"""

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "whoosh_suite"


@pytest.mark.timeout(600)
def test_whoosh_s_own_tests_pass(tmp_path: Path) -> None:
    sdist = os.environ.get("WHOOSH_SDIST")
    if not sdist:
        pytest.skip("Whoosh's source distribution, which has its tests, is not here: set WHOOSH_SDIST to its file.")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    options = ("-q", "-p", "our_codec", "-p", "no:cacheprovider", "-o", "addopts=")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests"],
        cwd=unpacked,
        env={**os.environ, "PYTHONPATH": str(PLUGIN), "TMPDIR": str(scratch)},  # Whoosh writes to a fixed name there
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert re.search(r"\b5[0-9]{2} passed, 1 deselected", done.stdout)
