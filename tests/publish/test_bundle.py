"""A hand-over checks itself, with Python alone, and any change of it is seen."""

from __future__ import annotations

import http.server
import json
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest

from by_hand import CODEBOOK, Paper, first_case, reader_of
from transferwatch.cli.app import main
from transferwatch.errors import SourceError, UsageError
from transferwatch.matching.parties import Pair
from transferwatch.record.decisions import About, Decision
from transferwatch.sources.time_stamps import time_stamp
from transferwatch.workspace import Workspace

GB_RW = Pair.of(["GB"], "RW")
OTHER = Paper("Ama Example was on the list for Rwanda, said London — «déjà vu».", "2025-06-01", withheld=("Ama Example",))
OTHER.report("GB-RW", "agreed", "alleged", words=("Ama Example was on the list",))
ELSEWHERE = Paper("Of Ghana.", "2025-06-02").report("US-GH", "agreed")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bag")
    papers = (first_case(), OTHER, ELSEWHERE)
    with Workspace.open(folder / "data", CODEBOOK, reader=reader_of(*papers), today=lambda: date(2026, 1, 31)) as workspace:
        for number, paper in enumerate(papers):
            path = folder / f"{number}.txt"
            path.write_text(paper.text, encoding="utf-8")
            list(workspace.add([str(path)], published=paper.published))
        signed = papers[0].items["arrangements"][0]
        about = (About(document=papers[0].id, part="arrangements", item=signed),)
        told = {"by": "A. Reviewer", "at": "2026-02-01T00:00:00Z", "reason": "read it"}
        workspace.decide([Decision(verb="correct", about=about, becomes=replace(signed, when="2022-04-14"), **told)])
        assert workspace.export(GB_RW, folder / "bag") > 0
    return folder


@pytest.fixture
def bag(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data / "bag", tmp_path / "bag"))


def checked(bag: Path) -> tuple[int, str]:
    """What the bag's own script says, run without anything that is installed here."""
    command = [sys.executable, "-I", "-S", str(bag / "data" / "verify.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_it_is_a_bag_and_checks_itself(bag: Path) -> None:
    assert bagit.Bag(str(bag)).validate()
    code, out = checked(bag)
    assert (code, out.startswith("All whole: 5 lines of the ledger")) == (0, True)
    assert sorted(path.name for path in (bag / "data" / "originals").iterdir()) == sorted([first_case().id, OTHER.id])
    record = json.loads((bag / "data" / "record.json").read_text(encoding="utf-8"))
    assert record["pair"] == "GB-RW"
    assert [value["value"] for value in record["values"] if value["field"] == "stage"] == ["ended, 2024"]
    assert len(list((bag / "data" / "decisions").iterdir())) == 1


def test_values_and_page_withhold_names_and_the_readme_warns(bag: Path) -> None:
    for name in ("record.json", "brief.html"):
        assert "Ama Example" not in (bag / "data" / name).read_text(encoding="utf-8"), name
    assert "CAUTION" in (bag / "data" / "README.txt").read_text(encoding="utf-8")


def test_any_flipped_byte_and_any_lost_file_is_named(bag: Path) -> None:
    chance = random.Random(5)
    paths = sorted(
        path for path in bag.rglob("*") if path.is_file() and path.name not in ("verify.py", "tagmanifest-sha256.txt")
    )
    assert len(paths) > 10
    for path in paths:
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert checked(bag)[0] == 1, path
        path.unlink()
        code, out = checked(bag)
        assert (code, path.name in out) == (1, True), path
        path.write_bytes(whole)
    (bag / "data" / "stray.txt").write_text("x")
    assert "stray.txt: is not in the manifest" in checked(bag)[1]


def test_a_forger_who_mends_the_manifests_is_found_by_the_ledger(bag: Path) -> None:
    (original,) = (bag / "data" / "originals").glob(f"{OTHER.id}")
    original.write_text("Forged.")
    mended = bagit.Bag(str(bag))
    mended.save(manifests=True)
    code, out = checked(bag)
    assert code == 1
    assert f"original {OTHER.id}: is not the one that was captured" in out
    told = json.loads((bag / "data" / "ledger.json").read_text(encoding="utf-8"))
    told["lines"][0]["line"] = told["lines"][0]["line"].replace('"size":', '"size":1')
    (bag / "data" / "ledger.json").write_text(json.dumps(told))
    mended.save(manifests=True)
    assert "is not in the tree of the head" in checked(bag)[1]


def test_as_it_is_typed(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    assert main(["export", "GB-RW", str(folder), "--data", str(data / "data"), "--known-on", "2025-05-05"]) == 0
    out, err = capsys.readouterr()
    assert f"python3 {folder}/data/verify.py" in out
    assert "keep the bag" in err
    assert [path.name for path in (folder / "data" / "originals").iterdir()] == [first_case().id]
    assert main(["export", "GB-RW", str(folder), "--data", str(data / "data")]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["export", "GB-UG", str(tmp_path / "none"), "--data", str(data / "data")]) == 1
    assert not (tmp_path / "none").exists()


def test_nothing_is_left_where_it_cannot_be_made(data: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(data / "data", tmp_path / "data"))
    (stored,) = (folder / "shelf").glob(f"*/{OTHER.id}")
    stored.unlink()
    assert main(["export", "GB-RW", str(tmp_path / "out"), "--data", str(folder)]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


TSA = """
[tsa]
default_tsa = one
[one]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[v3]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
"""


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a time-stamp authority on this machine, and the folder with its certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(TSA)
    (folder / "serial").write_text("01\n")

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    openssl(
        "req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "9", "-extensions", "ca"
    )
    openssl("req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "tsa.cnf", "-extensions", "v3")
    openssl("x509", "-req", "-in", "tsa.csr", *signing, "-out", "tsa.pem", "-days", "9")

    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/broken":
                body = b"no reply"
            else:
                openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr")
                body = (folder / "reply.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_time_stamp_of_the_head(data: Path, tmp_path: Path, authority: tuple[str, Path]) -> None:
    address, folder = authority
    bag = tmp_path / "out"
    assert main(["export", "GB-RW", str(bag), "--data", str(data / "data"), "--time-stamp", f"{address}/tsr"]) == 0
    code, out = checked(bag)
    assert (code, "openssl ts -verify" in out) == (0, True)
    told = json.loads((bag / "data" / "ledger.json").read_text(encoding="utf-8"))
    (tmp_path / "head.txt").write_text(f"{told['size']}@{told['head']}")
    verify = ["openssl", "ts", "-verify", "-data", str(tmp_path / "head.txt"), "-in", str(bag / "data" / "head.tsr")]
    done = subprocess.run([*verify, "-CAfile", str(folder / "ca.pem")], capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr
    (tmp_path / "head.txt").write_text("1@another")
    done = subprocess.run([*verify, "-CAfile", str(folder / "ca.pem")], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_authorities_that_give_none(authority: tuple[str, Path], tmp_path: Path) -> None:
    address, _ = authority
    with pytest.raises(SourceError, match="gave no time-stamp"):
        time_stamp(b"head", f"{address}/broken")
    with pytest.raises(SourceError, match="gave no time-stamp"):
        time_stamp(b"head", "http://127.0.0.1:9/tsr")
    with pytest.raises(UsageError, match="is no address"):
        time_stamp(b"head", f"file://{tmp_path}")
