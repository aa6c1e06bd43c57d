"""Kill an `add` with SIGKILL at its Nth write, for every N: `python at_every_write.py FOLDER [STEP]`; with a STEP, for every
STEPth.

A forked child adds documents and is traced (ptrace); right before or right after the Nth call that changes a file it is
killed.  What it had acknowledged by then is told by a pipe.  Prints one JSON object a point.  For Linux on x86-64.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

# Calls that change files: write, pwrite64, writev, fsync, fdatasync, ftruncate, rename, mkdir, unlink, mkdirat, unlinkat,
# renameat, fallocate, pwritev, renameat2; and openat, which may create one.
CHANGING = frozenset({1, 18, 20, 74, 75, 77, 82, 83, 87, 258, 263, 264, 285, 296, 316})
OPENAT, CREATING = 257, 0o100
TRACEME, KILL_WITH_PARENT, SYSCALL, GETREGS, SETOPTIONS = 0, 0x100000, 24, 12, 0x4200
MARK_SYSCALLS = 1


class Registers(ctypes.Structure):
    """`struct user_regs_struct` of Linux on x86-64."""

    _fields_ = [
        (name, ctypes.c_ulonglong)
        for name in (
            *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi"),
            *("orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs"),
        )
    ]


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


def _ptrace(request: int, process: int, data: object = None) -> None:
    if _libc.ptrace(request, process, None, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def killed_at(point: int, after: bool, work: Callable[[Callable[[str], None]], None]) -> tuple[bool, list[str]]:
    """Run the work in a child and kill it at its change number `point`, from 1, before it is made or after; whether it came so
    far, and what it had acknowledged.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            _ptrace(TRACEME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            work(lambda done: _write(writing, done))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    reached = _trace(child, point, after)
    with os.fdopen(reading) as pipe:
        return reached, pipe.read().split()


def _write(pipe: int, done: str) -> None:
    os.write(pipe, f"{done}\n".encode())


def _trace(child: int, point: int, after: bool) -> bool:
    os.waitpid(child, 0)
    _ptrace(SETOPTIONS, child, MARK_SYSCALLS | KILL_WITH_PARENT)
    registers, seen, entering, pending = Registers(), 0, True, 0
    while True:
        _ptrace(SYSCALL, child, pending)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                raise RuntimeError("the child failed")
            return False
        if os.WIFSIGNALED(status):
            raise RuntimeError(f"the child was killed by {os.WTERMSIG(status)}")
        pending = 0
        if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
            pending = os.WSTOPSIG(status)
            continue
        _ptrace(GETREGS, child, ctypes.byref(registers))
        changing = registers.orig_rax in CHANGING or (registers.orig_rax == OPENAT and registers.rdx & CREATING)
        if changing and entering:
            seen += 1
        if changing and seen == point and entering != after:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True
        entering = not entering


def main(folder: Path, step: int) -> None:
    """Every point: a copy of a workspace, documents added and one withdrawn, killed, opened again and verified."""
    from storage.kill_case import CASES, added, opened, reopened

    for name, prepare in CASES.items():
        base = folder / name
        prepare(base)
        for after in (False, True):
            point, reached = 1 - step, True
            while reached:
                point += step
                data = Path(shutil.copytree(base, folder / "run"))
                reached, acknowledged = killed_at(point, after, lambda done, data=data: added(opened(data), done))  # type: ignore[misc]
                print(
                    json.dumps(
                        {"case": name, "after": after, "point": point, "reached": reached, **reopened(data, acknowledged)}
                    )
                )
                shutil.rmtree(data)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
