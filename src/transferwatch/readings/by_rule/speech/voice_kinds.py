"""A voice, and which kind of source it is by the noun, role or body that names it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.reading import SourceKind, Speaker

MEDIA_KINDS = frozenset({"broadcaster", "newspaper", "news_agency", "magazine", "platform"})
STATE_KINDS = frozenset({"ministry", "agency_of_state", "legislature", "party"})
BODY_NOUNS = word_set(
    "ministry department government administration embassy council agency commission committee office authority"
    " parliament senate congress assembly cabinet court tribunal union association charity foundation organisation"
    " organization network coalition federation centre center institute society secretariat presidency palace treasury"
    " mission service bureau board party chamber house watchdog body church crown delegation regime junta army military"
    " police capital leadership"
)
MEDIA_NOUNS = word_set("newspaper broadcaster station outlet magazine website media press daily weekly channel tabloid")
COURT_NOUNS = frozenset(["court", "judge", "justice", "tribunal", "magistrate", "bench"])
AFFECTED_NOUNS = word_set(
    "lawyer attorney counsel solicitor barrister family relative mother father wife husband brother sister son daughter"
    " kin migrant refugee deportee detainee petitioner applicant plaintiff claimant passenger prisoner inmate client"
    " resident parent"
)
OFFICIAL_NOUNS = word_set(
    "official minister secretary spokesman spokeswoman spokesperson ambassador diplomat senator lawmaker legislator mp"
    " officer president premier chancellor authority prosecutor aide adviser advisor envoy respondent governor"
    " commissioner chargé deputy counterpart consul negotiator general registrar solicitor-general attorney-general"
)
ANYBODYS_OFFICES = word_set(
    "director chairman chairwoman chair chief coordinator commissioner secretary president head rapporteur general"
)
UNNAMED_NOUNS = word_set(
    "source insider person somebody someone people critic observer analyst expert opponent reader many some several others"
)
Sort = Literal["person", "body", "state", "group", "document", "court", "media"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker at the tokens first to last, headed by `head`; `sort` says which pronouns can stand for it."""

    speaker: Speaker
    kind: SourceKind
    sort: Sort
    first: int
    last: int
    head: int
    noun: str = ""
    plural: bool = False
    feminine: bool | None = None


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """The codebook's nouns for those who speak."""

    speakers: frozenset[str]
    documents: frozenset[str]
    papers: frozenset[str]
    offices: frozenset[str]


@cache
def voice_words(book: Codebook) -> VoiceWords:
    """The nouns of a codebook, by their last word."""
    says = book.terms("stances")["says"]
    lists = [says.cue("voices")] + [book.words.get(name, ()) for name in ("offices", "professions", "collective", "moved")]
    nouns = {entry.split()[-1].lower() for words in lists for entry in words}
    return VoiceWords(
        speakers=frozenset(nouns | {noun.removesuffix("s") for noun in nouns if len(noun) > 3}),
        documents=frozenset(says.cue("documents")),
        papers=frozenset(says.cue("papers")),
        offices=frozenset(entry.split()[-1].lower() for entry in book.words.get("offices", ())),
    )


def kind_of_role(page: Page, role: str | None, state: str | None, organisation: str | None) -> SourceKind:
    noun = (role or "").lower()
    last = {word.removesuffix("s") for word in noun.split()}
    if last & {"judge", "justice", "magistrate"}:
        return "court"
    body = next((b for b in page.bodies if organisation and b.name == organisation), None)
    if body is not None and body.kind in MEDIA_KINDS:
        return "media"
    if body is not None and body.kind not in STATE_KINDS and not body.state:
        return "organisation"
    if last & voice_words(page.book).offices and not last & {"lawyer", "counsel"}:
        # A director or commissioner without a state is one of an organisation.
        return "organisation" if state is None and last & ANYBODYS_OFFICES else "official"
    if last & AFFECTED_NOUNS:
        return "affected"
    return "organisation" if role or organisation else ("official" if state else "affected")


def own_state(kind: SourceKind, state: str | None) -> str | None:
    """Officials speak for their state; lawyers and groups merely live there."""
    return state if kind in {"official", "official_unnamed", "court"} else None


def kind_of_noun(noun: str, state: str | None, role: str) -> SourceKind:
    if noun in COURT_NOUNS:
        return "court"
    if noun in AFFECTED_NOUNS:
        return "affected"
    if noun in MEDIA_NOUNS or (noun in {"report"} and "media" in role):
        return "media"
    if noun in OFFICIAL_NOUNS or state:
        return "official_unnamed"
    if noun in UNNAMED_NOUNS:
        return "unnamed"
    return "organisation"
