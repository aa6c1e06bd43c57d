"""Contested claims: what one side asserts and another denies within the same text, each denial led to what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from transferwatch.codebook.codebook import Codebook
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.attributions import Attribution
from transferwatch.readings.by_rule.speech.saying_words import saying_words
from transferwatch.readings.by_rule.speech.stance import is_negative
from transferwatch.readings.by_rule.speech.statements import shown, speaker_name
from transferwatch.readings.reading import ContestedClaim, Source, Statement, Topic

_ANAPHORIC = frozenset(
    {"this", "that", "these", "those", "it", "him", "her", "them", "such", "all", "likewise", "the", "contrary"}
)
_OPEN_CLASS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = word_set(
    "say tell have be do make person people man government country state which who official minister time day case way"
    " thing one two"
)
_REPORTS = word_set("report reports rumour rumours rumor rumors speculation suggestion suggestions claims allegations")
# How far back a denial that only points ("those claims") may reach, and how alike other pairs must be.
_NEAR = 4
_NEVER = 10**6
_ALIKE = 0.2
_CLOSE_CALL = 0.15
_SAME = 0.45
# How much a statement asks for an answer.
_ASKING = {
    "alleges": 0.5,
    "warns": 0.4,
    "criticises": 0.4,
    "says": 0.2,
    "confirms": 0.2,
    "announces": 0.2,
    "defends": 0.1,
    "promises": 0.0,
}
_CHARGES = frozenset({"alleges", "warns", "criticises"})
_ANSWERING = frozenset(
    ["reply", "answer", "counter", "retort", "respond", "insist", "maintain", "argue", "contend", "object", "protest", "rebut"]
)


@dataclass(slots=True)
class _Dispute:
    asserting: list[Attribution] = field(default_factory=list)
    denying: list[Attribution] = field(default_factory=list)
    reports: list[tuple[int, int]] = field(default_factory=list)


def contested(page: Page, attributions: Sequence[Attribution], said: Sequence[Statement]) -> tuple[ContestedClaim, ...]:
    """The claims in the order of the text.  A denial of something that nobody in the text asserts is none."""
    if not said:
        return ()
    stated = {(statement.speaker, span.start) for statement in said for span in statement.evidence}
    kept = [one for one in attributions if (one.speaker, page.parse.starts[shown(one)[0][0]]) in stated]
    lemmas = {id(one): _lemmas(page, one) for one in kept}
    deniers = {(_name(one), one.sentence) for one in kept if one.stance == "denies"}
    disputes: list[_Dispute] = []
    for denial in kept:
        if denial.stance == "denies":
            answered = _answered(page, kept, denial, lemmas, deniers)
        elif denial.stance == "defends" and page.token(denial.at).lemma_.lower() in _ANSWERING:
            answered = [one for one in _answered(page, kept, denial, lemmas, deniers) if one.stance in _CHARGES]
        else:
            continue
        reports = _reports(page, denial) or ([] if answered or denial.stance == "denies" else _suit(page, denial))
        if not answered and not reports:
            continue
        known = next((d for d in disputes if any(one in d.asserting for one in answered) or denial in d.asserting), None)
        if known is None:
            disputes.append(_Dispute(asserting=answered, denying=[denial], reports=reports))
        else:
            known.denying.append(denial)
            known.asserting.extend(one for one in answered if one not in known.asserting)
    made = [_claim(page, dispute) for dispute in _joined(page, disputes, lemmas)]
    return tuple(sorted(made, key=lambda claim: claim.evidence[0].start))


def _joined(page: Page, disputes: Sequence[_Dispute], lemmas: dict[int, Counter[str]]) -> list[_Dispute]:
    """Disputes whose denials say the same of the same topic are one."""
    out: list[tuple[Topic, _Dispute]] = []
    for dispute in disputes:
        topic = _topic_of(page, dispute)
        same = next(
            (
                known
                for other, known in out
                if other == topic
                and any(_likeness(lemmas[id(a)], lemmas[id(b)]) >= _SAME for a in known.denying for b in dispute.denying)
            ),
            None,
        )
        if same is None:
            out.append((topic, dispute))
        else:
            same.denying.extend(one for one in dispute.denying if one not in same.denying)
            same.asserting.extend(one for one in dispute.asserting if one not in same.asserting)
    return [dispute for _, dispute in out]


def _lemmas(page: Page, one: Attribution) -> Counter[str]:
    """The words of open classes in what is said, states by their codes."""
    found: Counter[str] = Counter()
    classes = _classes(page.book)
    for first, last in one.content:
        for index in range(first, last + 1):
            token = page.token(index)
            lemma = token.lemma_.lower()
            if (
                token.pos_ in _OPEN_CLASS
                and lemma not in _EMPTY
                and lemma not in {"france", "german", "john", "smith", "paris"}
                and len(lemma) > 2
            ):
                found[classes.get(lemma, lemma)] = 1
        for state in page.within(page.states, first, last):
            found[state.code] = 1
    return found


@cache
def _classes(book: Codebook) -> dict[str, str]:
    """Words that say the same here: an agreement is a deal, a deportee a migrant."""
    classes = {entry.split()[-1].lower(): "*deal" for name in ("strong", "talks") for entry in book.words[name]}
    classes.update({entry.split()[-1].lower(): "*moved" for entry in book.words["moved"]})
    return classes


def _answered(
    page: Page,
    kept: Sequence[Attribution],
    denial: Attribution,
    lemmas: dict[int, Counter[str]],
    deniers: set[tuple[str, int]],
) -> list[Attribution]:
    """What the denial answers: what others assert in like words, what it points back to, or what stands right before it.

    Weighed are likeness, nearness, and how much an assertion asks for an answer (an accusation more than a remark).
    """
    points = _points(page, denial)
    weighed: list[tuple[float, Attribution]] = []
    for one in kept:
        if one is denial or one.stance not in _ASKING or _name(one) == _name(denial):
            continue
        likeness = _likeness(lemmas[id(one)], lemmas[id(denial)])
        distance = denial.sentence - one.sentence if one.at < denial.at else _NEVER
        near = distance <= (_NEAR if points else 1)
        if likeness < _ALIKE and not near:
            continue
        if _is_within(one, denial) or (_name(one), one.sentence) in deniers or is_negative(page, one.content):
            continue
        other_side = 0.2 if one.speaker.state != denial.speaker.state or one.kind != denial.kind else 0.0
        nearness = 0.6 / (1 + distance) if near else 0.0
        weighed.append((2 * likeness + _ASKING[one.stance] + other_side + nearness, one))
    if not weighed:
        return []
    best = max(weight for weight, _ in weighed)
    return [
        one
        for weight, one in weighed
        if weight >= best - _CLOSE_CALL and (weight == best or _likeness(lemmas[id(one)], lemmas[id(denial)]) >= _ALIKE)
    ]


def _is_within(one: Attribution, other: Attribution) -> bool:
    return other.covers(one.at) or one.covers(other.at)


def _name(one: Attribution) -> str:
    return (speaker_name(one.speaker) or "").lower()


def _points(page: Page, denial: Attribution) -> bool:
    """Whether the denial names what it denies only by pointing: "those claims", "this", "him"."""
    if (
        denial.form != "object"
        and denial.length > 12
        and denial.at not in range(denial.content[0][0], denial.content[0][0] + 3)
    ):
        return False
    verb = page.token(denial.at)
    asserted = saying_words(page.book).asserted
    for child in verb.children:
        if child.i <= verb.i:
            continue
        if child.dep_ in {"dobj", "obj", "prep", "oprd", "dative"}:
            words = {page.word(index) for index in range(child.left_edge.i, min(child.right_edge.i, child.i + 3) + 1)}
            lemma = child.lemma_.lower()
            pointed = bool(words & _ANAPHORIC) and (
                lemma in asserted or child.pos_ == "PRON" or page.word(child.i) in _ANAPHORIC
            )
            if pointed or (lemma in asserted and not any(c.dep_ in {"acl", "relcl", "ccomp"} for c in child.children)):
                return True
    return False


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Shared words over those of the shorter side."""
    shared = len(set(one) & set(other))
    if shared < 2:
        return 0.0
    return shared / max(4, min(len(one), len(other)))


def _reports(page: Page, denial: Attribution) -> list[tuple[int, int]]:
    """For "rejected reports that ...": the reports and what they say."""
    verb = page.token(denial.at)
    for child in verb.subtree:
        if child.i <= verb.i or child.dep_ not in {"dobj", "pobj"} or page.word(child.i) not in _REPORTS:
            continue
        if any(c.dep_ in {"acl", "ccomp", "relcl"} for c in child.children) or any(
            c.dep_ == "prep" and c.text.lower() in {"of", "about"} for c in child.children
        ):
            return [(child.left_edge.i, child.right_edge.i)]
    return []


def _suit(page: Page, defence: Attribution) -> list[tuple[int, int]]:
    """For "they have gone to court over the deal; the government opposes the case, arguing ...": the clause of the suit."""
    number = defence.sentence
    for sentence in reversed(page.sentences[max(0, number - 1) : number + 1]):
        for token in sentence:
            sues = token.lemma_.lower() in {"sue", "challenge", "contest", "petition"} or (
                token.lemma_.lower() == "go"
                and page.phrase_in(("to court",), token.i, min(token.right_edge.i, token.i + 4)) is not None
            )
            subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
            if token.pos_ == "VERB" and sues and subject is not None and token.i < defence.at:
                end = next((i for i in range(token.i, sentence.end) if page.word(i) in {";", "."}), sentence.end) - 1
                return [(subject.left_edge.i, min(end, token.right_edge.i))]
    return []


def _claim(page: Page, dispute: _Dispute) -> ContestedClaim:
    sides = [run for one in (*dispute.asserting, *dispute.denying) for run in one.content] + dispute.reports
    evidence = tuple(sorted({page.span(first, last) for first, last in sides}))
    lead = dispute.asserting[0].content[0] if dispute.asserting else dispute.reports[0]
    asserted = [speaker_name(one.speaker) or "" for one in dispute.asserting]
    if dispute.reports and not asserted:
        asserted = [_who_reports(page, dispute.reports[0])]
    denied = [speaker_name(one.speaker) or "" for one in dispute.denying]
    kinds = [Source(kind=one.kind, name=speaker_name(one.speaker)) for one in (*dispute.asserting, *dispute.denying)]
    return ContestedClaim(
        topic=_topic_of(page, dispute),
        claim=" ".join(page.span(*lead).text.split()),
        asserted_by=tuple(dict.fromkeys(asserted)),
        denied_by=tuple(dict.fromkeys(denied)),
        sources=tuple(dict.fromkeys(kinds)),
        evidence=evidence,
    )


def _who_reports(page: Page, run: tuple[int, int]) -> str:
    """ "Reports", where these are what is denied; else the subject of the clause that goes to court."""
    for index in range(run[0], run[1] + 1):
        if page.word(index) in _REPORTS:
            return page.word(index)
        if page.token(index).pos_ in {"VERB", "AUX"}:
            return " ".join(page.span(run[0], max(run[0], index - 1)).text.split())
    return page.word(run[0])


@cache
def _topics(book: Codebook) -> tuple[tuple[Topic, tuple[str, ...]], ...]:
    terms = sorted(book.terms("topics").values(), key=lambda term: term.order)
    return tuple((term.code, term.cue("phrase")) for term in terms)  # type: ignore[misc]


def _topic_of(page: Page, dispute: _Dispute) -> Topic:
    """The topic by what both sides say; where that tells nothing, by the sentences in which they say it."""
    asserted = [run for one in dispute.asserting for run in one.content] + dispute.reports
    denied = [run for one in dispute.denying for run in one.content]
    topic = _topic(page, asserted, denied)
    if topic != "other":
        return topic
    sentences = [page.sentences[one.sentence] for one in (*dispute.asserting, *dispute.denying)]
    return _topic(page, [(sentence.start, sentence.end - 1) for sentence in sentences], [])


def _topic(page: Page, asserted: Sequence[tuple[int, int]], denied: Sequence[tuple[int, int]]) -> Topic:
    """The topic with the most cues in the words of both sides, the claim's counting more; the codebook's order breaks ties."""
    best: tuple[float, Topic] = (0.0, "other")
    for topic, phrases in _topics(page.book):
        hits = 0.0
        for weight, runs in ((1.5, asserted), (1.0, denied)):
            hits += weight * sum(1 for phrase in phrases if any(page.phrase_in((phrase,), first, last) for first, last in runs))
        if topic == "refoulement":
            hits *= 2
        if hits > best[0]:
            best = (hits, topic)
    return best[1]
