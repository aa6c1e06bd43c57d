"""What the codebook holds: states, leaders, bodies, courts, instruments, and the vocabularies of the coding manual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from transferwatch.errors import UnknownStateError


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state by its ISO 3166-1 alpha-2 code, with the surface forms by which English texts call it.

    `ambiguous` are forms that alone are weak evidence of the state; `form` and `region` let "the kingdom" or "the East
    African country" mean it.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    adjective_region: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A holder of public office; `from_` and `until` are EDTF dates, `until` null while in office."""

    name: str
    names: tuple[str, ...] = ()
    state: str
    office: str
    from_: str | None
    until: str | None = None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation that speaks, acts or carries speech; `state` is null for international ones."""

    name: str
    names: tuple[str, ...] = ()
    kind: str
    state: str | None = None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericBody:
    """A form shared by many states ("foreign ministry"): the text says whose it is."""

    name: str
    names: tuple[str, ...] = ()
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """A court, tribunal or treaty body; `state` is null for international ones, `seat` their place."""

    name: str
    names: tuple[str, ...] = ()
    state: str | None = None
    level: str
    seat: str | None = None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericCourt:
    """A court's name that many states share."""

    name: str
    names: tuple[str, ...] = ()
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtPattern:
    """Courts whose names follow a pattern, as an RE2 expression."""

    name: str
    regex: str
    state: str | None
    level: str
    seat: str | None = None
    reference: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A convention, statute, treaty or proclamation, with its nicknames."""

    name: str
    names: tuple[str, ...] = ()
    kind: str
    state: str | None = None
    year: int | None = None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code of the coding manual: label, definition, reference, and the words that cue it, by the part they play."""

    code: str
    label: str
    definition: str
    reference: str
    order: int = 0
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def cue(self, part: str) -> tuple[str, ...]:
        """The cue words of one part of speech or role; empty where there are none."""
        return self.cues.get(part, ())


@dataclass(frozen=True, kw_only=True, eq=False)
class Codebook:
    """All of it, checked; `digest` is the SHA-256 of the files it was made from.  Compared and hashed by identity."""

    digest: str
    states: Mapping[str, State]
    leaders: tuple[Leader, ...]
    bodies: tuple[Body, ...]
    generic_bodies: tuple[GenericBody, ...]
    courts: tuple[Court, ...]
    generic_courts: tuple[GenericCourt, ...]
    court_patterns: tuple[CourtPattern, ...]
    instruments: tuple[Instrument, ...]
    vocabularies: Mapping[str, Mapping[str, Term]]
    words: Mapping[str, tuple[str, ...]]

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for state in self.states.values():
            for name in (state.code, state.name, *state.names):
                codes.setdefault(name.casefold(), state.code)
        return codes

    def state_name(self, code: str) -> str:
        """The usual English short name of a state; the code itself where the codebook has no such state."""
        state = self.states.get(code)
        return state.name if state else code

    def state_code(self, text: str) -> str | None:
        """The code of the state that goes by that code or name, in any case; None where there is none."""
        return self._codes.get(text.strip().casefold())

    def require_state(self, text: str) -> str:
        """As `state_code`; UnknownStateError where there is none."""
        code = self.state_code(text)
        if code is None:
            raise UnknownStateError(
                f"no state goes by {text!r}",
                expected="an ISO 3166-1 alpha-2 code or an English name, as in US-RW",
                remedy="Call `transferwatch list` for the pairs on record",
                item=text,
            )
        return code

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """The codes of one vocabulary: stages, kinds, modalities, steps, stances, topics."""
        return self.vocabularies[vocabulary]
