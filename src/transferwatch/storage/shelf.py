"""The shelf: original bytes, kept forever under their SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transferwatch.errors import WorkspaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A folder with the bytes of ab12… at `ab/ab12…`; what is there is whole, and is never written again."""

    root: Path

    def place(self, sha256: str) -> Path:
        """Where the bytes of that digest stand, or would."""
        return self.root / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep the bytes; their digest.  They are on disk, whole, when this returns."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self.place(sha256)
        with os_troubles(place):
            if place.exists() and place.stat().st_size == len(content):
                return sha256
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=place.parent)
            written = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                written.replace(place)
            except BaseException:
                written.unlink(missing_ok=True)
                raise
            sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that digest; WorkspaceError where they are gone or are no longer those bytes."""
        place = self.place(sha256)
        with os_troubles(place):
            content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WorkspaceError(
                "the bytes on the shelf are no longer those that were kept",
                expected=f"SHA-256 {sha256}",
                remedy="Put the file back from a copy of the workspace",
                item=str(place),
            )
        return content


def sync_folder(folder: Path) -> None:
    """Make a new name in the folder survive a crash, where the system lets folders be synchronised."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def os_troubles(place: Path) -> Iterator[None]:
    """What the system refuses, as a WorkspaceError that says what to do."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"cannot be used ({error.strerror or error})",
            expected="a folder that can be read and written, with room on its disk",
            remedy="Name another folder with --data, or mend this one: nothing half-written is left",
            item=str(place),
        ) from error
