"""Killed at any write, with the disk full, or in a folder that cannot be written: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from storage.kill_case import CASES, reopened

TESTS = Path(__file__).parents[1]
STEP = 9  # every ninth of some 1,900 points; the script alone goes through all
pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]


@pytest.mark.skipif((sys.platform, platform.machine()) != ("linux", "x86_64"), reason="traces calls of Linux on x86-64")
def test_killed_at_every_write(tmp_path: Path) -> None:
    script = TESTS / "storage" / "at_every_write.py"
    surroundings = {**os.environ, "PYTHONPATH": str(TESTS)}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), str(STEP)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert [point for point in points if point["lost"] or point["wrong"] or point["half"] or not point["as_meant"]] == []
    assert sum(point["reached"] for point in points) >= 200
    assert {point["case"] for point in points} == {"new", "with one"}


ADD = """
import resource, signal, sys
from pathlib import Path
from storage.kill_case import added, opened
data, most, user = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if user:
    # All that is imported late, as another user may not be let near it.
    import os
    from transferwatch.storage.database import Database
    Database.in_memory().close()
    os.setuid(user)
if most:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from transferwatch.errors import WorkspaceError
try:
    added(opened(data), lambda done: print(done, flush=True))
except WorkspaceError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


def added_by_another(data: Path, most: int = 0, user: int = 0) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-c", ADD, str(data), str(most), str(user)]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", [100, 3_000, 60_000, 90_000, 120_000])
def test_no_room_left(tmp_path: Path, room: int) -> None:
    data = tmp_path / "data"
    CASES["with one"](data)
    done = added_by_another(data, most=room)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "room" in done.stderr
    told = reopened(data, done.stdout.split())
    assert told == {"lost": [], "wrong": [], "half": False, "as_meant": True}


@pytest.mark.skipif(os.name != "posix", reason="about users of POSIX")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    CASES["with one"](data)
    nobody = 65534 if os.geteuid() == 0 else 0
    folders = [path for path in (data, *data.rglob("*")) if path.is_dir()]
    above = [path for path in data.parents if path.stat().st_uid == os.geteuid() and "pytest" in str(path)]
    for path in above:
        path.chmod(0o755)
    for path in data.rglob("*"):
        path.chmod(0o444)
    for path in folders:
        path.chmod(0o555)
    try:
        done = added_by_another(data, user=nobody)
    finally:
        for path in folders:
            path.chmod(0o755)
        for path in data.rglob("*.*"):
            path.chmod(0o644)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "written" in done.stderr
    assert reopened(data, done.stdout.split()) == {"lost": [], "wrong": [], "half": False, "as_meant": True}
