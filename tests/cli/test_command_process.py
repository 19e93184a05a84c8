"""What only a whole process shows: pipes, colours, start-up, completion."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_closed_pipe_ends_quietly(process: Process) -> None:
    done = process("set -o pipefail; $SEARCHTUI search harbour --limit 100 2>/dev/null | true; echo $?")
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_batch_reads_standard_input(process: Process) -> None:
    done = process("printf 'walrus\\n' | $SEARCHTUI search --batch -")
    assert done.returncode == 0
    assert '"total": 2' in done.stdout


@pytest.mark.skipif(sys.platform == "darwin", reason="script takes other arguments there")
class TestOnATerminal:
    def shown(self, process: Process, **environment: str) -> str:
        line = "$SEARCHTUI search walrus"
        return process(f'script -qec "{line}" /dev/null', TERM="xterm", **environment).stdout

    def test_matches_are_marked(self, process: Process) -> None:
        assert "\x1b[1;4mWalrus\x1b[22;24m sighted again" in self.shown(process)

    def test_no_color_is_respected(self, process: Process) -> None:
        assert "\x1b" not in self.shown(process, NO_COLOR="1")


@pytest.mark.parametrize("line", ["--help", "search --help", "--version"])
def test_help_loads_nothing_heavy(process: Process, line: str) -> None:
    done = process(f"{sys.executable} -X importtime -m searchtui {line}")
    assert done.returncode == 0
    for heavy in ("textual", "rich", "whoosh", "numpy", "nltk", "sqlite3"):
        assert f" {heavy}\n" not in done.stderr


def test_bash_completes_commands(process: Process) -> None:
    done = process("COMP_WORDS='searchtui re' COMP_CWORD=1 _SEARCHTUI_COMPLETE=bash_complete $SEARCHTUI")
    assert done.stdout == "plain,reindex\n"


def test_an_unknown_command_is_bad_usage(process: Process) -> None:
    done = process("$SEARCHTUI serach walrus")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_the_interface_asks_for_a_terminal(process: Process) -> None:
    done = process("$SEARCHTUI < /dev/null")
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr


def test_watching_reads_what_is_saved_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "one.txt").write_text("Harbour news\n\nThe harbour office of Quern said that a walrus came at dawn.\n")
    command = [sys.executable, "-m", "searchtui", "--library", str(tmp_path), "reindex", "--watch", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["added"] == 1
    (seeds / "one.txt").rename(seeds / "two.txt")
    (seeds / "broken.json").write_text("{")
    updates = [json.loads(process.stdout.readline())]
    while not any(update["failed"] for update in updates):
        updates.append(json.loads(process.stdout.readline()))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert {failure["path"] for failure in updates[-1]["failed"]} == {"seeds/broken.json"}
    assert updates[-1]["articles"] == 1


def test_watching_is_for_the_whole_folder(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    command = [sys.executable, "-m", "searchtui", "--library", str(tmp_path), "reindex", "--watch", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--watch goes with no PATH" in done.stderr
