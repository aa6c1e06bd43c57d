"""The error tree.

TransferwatchError
├── InputError                 what was given cannot be used; exit code 2
│   ├── UsageError             an argument or setting that makes no sense
│   ├── DateFormatError        not a date in EDTF
│   ├── UnknownStateError      no state of the codebook goes by that code or name
│   ├── SourceError            a file that cannot be opened or fetched
│   ├── DocumentError          bytes out of which no readable text comes
│   │   ├── EmptyDocumentError       nothing in it, or only markup and images
│   │   ├── BinaryContentError       not text in any encoding, or a format nothing reads
│   │   └── OversizedDocumentError   over the limit that was set
│   ├── MetadataError          a sidecar file that does not hold what it should
│   └── CodebookError          a codebook file that does not hold what it should
├── WorkspaceError             the workspace cannot be opened, read or written; exit code 2
└── InternalError              our own mistake: please report it

"Nothing found" is an empty result, never an error.  Every message says what was found, what was expected, and what to do;
`item` names the offending file, argument or entry.
"""

from __future__ import annotations


class TransferwatchError(Exception):
    """Base of every error that this package raises on purpose."""

    exit_code = 2

    def __init__(self, found: str, *, expected: str = "", remedy: str = "", item: str = "") -> None:
        self.found = found
        self.expected = expected
        self.remedy = remedy
        self.item = item
        super().__init__(self.__str__())

    def __str__(self) -> str:
        """One line: item, what was found, what was expected, what to do."""
        line = f"{self.item}: {self.found}" if self.item else self.found
        if self.expected:
            line += f"; expected {self.expected}"
        return f"{line}. {self.remedy}" if self.remedy else f"{line}."


class InputError(TransferwatchError):
    """What was given cannot be used."""


class UsageError(InputError):
    """An argument or setting that makes no sense."""


class DateFormatError(InputError):
    """A text that is not a date in EDTF (ISO 8601-2), as far as this program uses it."""


class UnknownStateError(InputError):
    """No state of the codebook goes by that code or name."""


class SourceError(InputError):
    """A file that cannot be opened or fetched."""


class DocumentError(InputError):
    """Bytes out of which no readable text comes."""


class EmptyDocumentError(DocumentError):
    """Nothing in it, or only markup and images."""


class BinaryContentError(DocumentError):
    """Not text in any encoding, or a format that nothing here reads."""


class OversizedDocumentError(DocumentError):
    """Over the limit that was set."""


class MetadataError(InputError):
    """A sidecar file that does not hold what it should."""


class CodebookError(InputError):
    """A codebook file that does not hold what it should."""


class WorkspaceError(TransferwatchError):
    """The workspace cannot be opened, read or written."""


class InternalError(TransferwatchError):
    """Our own mistake."""

    exit_code = 70
