"""What is said: which words around a verb or noun of saying are its content, as runs of tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from transferwatch.readings.by_rule.arguments import agents
from transferwatch.readings.by_rule.names.lexicon import word_set
from transferwatch.readings.by_rule.page import Page
from transferwatch.readings.by_rule.speech.saying_words import (
    AUDIENCE,
    BREAKS,
    Form,
    Run,
    SayingWords,
    lemma_of,
    passive,
    saying_words,
    subtree,
    through,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "obj", "dative", "oprd", "attr", "acomp"})
_ABOUT = frozenset({"of", "about", "over", "against", "to", "for", "at", "on", "as", "with", "that"})
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december week month year day time yesterday today"
)


def inverted_subject(page: Page, token: Token) -> Token | None:
    """The subject right behind the verb of a parenthesis: "..., said the minister", whatever the parse makes of it."""
    opens = token.i == token.sent.start
    if (not opens and page.word(token.i - 1) not in {",", '"', "'", "?", "!", "–", "—"}) or token.tag_ not in {
        "VBD",
        "VBZ",
        "VBP",
        "VBN",
    }:
        return None
    lemma = lemma_of(page, token)
    if lemma not in saying_words(page.book).clausal - AUDIENCE and not (
        lemma in {"warn", "promise", "announce", "complain"} and page.word(token.i - 1) == '"'
    ):
        return None
    after = [
        child
        for child in token.children
        if child.i > token.i
        and child.dep_ in {"nsubj", "dobj", "attr", "ccomp", "appos"}
        and child.pos_ in {"NOUN", "PROPN", "PRON"}
    ]
    near = [child for child in after if child.left_edge.i == token.i + 1]
    return near[0] if near and near[0].tag_ not in {"PRP"} | {"WP"} else None


def content_of(
    page: Page, token: Token, noun: Token | None, words: SayingWords, *, clausal: bool
) -> tuple[tuple[Run, ...], Form]:
    head = noun if noun is not None else token
    if inverted_subject(page, token) is not None:
        return runs_in(page, _outside(page, token, cluster_of(token) | _subtree_of_inverted(page, token))), "clause"
    clause = clauses_of(page, head) or (clauses_of(page, token) if noun is not None else [])
    speaks = clausal or token.lemma_.lower() in {
        "announce",
        "confirm",
        "acknowledge",
        "deny",
        "warn",
        "promise",
        "pledge",
        "vow",
        "allege",
        "reveal",
        "disclose",
    }
    clause = [child for child in clause if child.i > token.i or (speaks and _is_left_clause(page, token, child))]
    if clause:
        inner = set().union(*(subtree(child) for child in clause))
        if noun is None and any(child.i < token.i for child in clause):
            inner |= _afterwards(page, token) | _whole_before(page, token)
        return runs_in(page, _short_of_semicolon(page, inner, token.i)), "clause"
    beside = around(page, token) if speaks else set()
    if beside:
        return runs_in(page, beside), "clause"
    if token.tag_ in {"VBN", "VBD"} and passive(token) and (agents(token) or through(token)):
        return ((token.sent.start if token.dep_ == "ROOT" else _clause_start(token), phrase_end(page, token)),), "object"
    if clausal:
        return _colon(page, token), "clause"
    if noun is None and not _has_object(token):
        return (), "object"
    return ((token.i, phrase_end(page, token)),), "object"


def _subtree_of_inverted(page: Page, token: Token) -> set[int]:
    head = inverted_subject(page, token)
    return subtree(head) if head is not None else set()


def _whole_before(page: Page, token: Token) -> set[int]:
    """All that stands before an attribution that ends its sentence: "A, but B, the source added"."""
    cluster = cluster_of(token)
    first, last = min(cluster), max(cluster)
    before = page.word(first - 1) if first > token.sent.start else ""
    quoted = any(page.word(index) == '"' for index in range(token.sent.start, first))
    if before != "," or quoted or last + 2 < token.sent.end:
        return set()
    return {index for index in _outside(page, token, cluster) if index < first}


def _is_left_clause(page: Page, token: Token, clause: Token) -> bool:
    """Whether a clause before the verb can be what is said: with a subject, and no semicolon in between."""
    if not any(
        child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"} for child in clause.children
    ) and clause.tag_ in {"VBN", "VBG"}:
        return False
    start = min(cluster_of(token))
    return not any(page.word(index) in {";", ":"} for index in range(clause.i, max(clause.i, start)))


def _short_of_semicolon(page: Page, inner: set[int], verb: int) -> set[int]:
    """What is said ends at a semicolon behind which no "that" takes it up again."""
    for index in sorted(inner):
        if index > verb and page.word(index) == ";" and not (index + 1 in inner and page.word(index + 1) in {"that", "and"}):
            quoted = sum(page.word(at) == '"' for at in inner if at < index) % 2
            if not quoted:
                return {at for at in inner if at < index}
    return inner


def _outside(page: Page, token: Token, cluster: set[int]) -> set[int]:
    """The rest of the verb's sentence, as far as semicolons and colons around it, without the attributing clause."""
    low, high = min(cluster), max(cluster)
    first, last = token.sent.start, token.sent.end - 1
    for index in range(low - 1, first - 1, -1):
        if page.word(index) == ";" or (page.word(index) == ":" and low - index > 1):
            first = index + 1
            break
    for index in range(high + 1, last + 1):
        if page.word(index) == ";":
            last = index - 1
            break
    last = _before_aside(page, high, last, quoted=low > 0 and page.word(low - 1) == '"')
    return {index for index in range(_asked(page, first, low), last + 1) if not low <= index <= high}


def _before_aside(page: Page, high: int, last: int, *, quoted: bool) -> int:
    """Where what is said goes on to behind a parenthesis: not into what the speaker did besides ("..., he said, speaking of").

    Behind a quotation only another quotation goes on.
    """
    at = high + 1
    while at <= last and page.word(at) in BREAKS - {'"'}:
        at += 1
    if at <= last and page.word(at) == '"':
        return last
    if quoted or (at <= last and page.token(at).tag_ in {"VBG", "WP", "WDT", "WRB"}):
        return high
    return last


def _asked(page: Page, first: int, low: int) -> int:
    """Where what is said begins behind "Asked what would come, ..."."""
    if page.word(first) not in {"asked", "pressed", "questioned"} or page.token(first).tag_ not in {"VBN", "VBD"}:
        return first
    end = page.token(first).right_edge.i
    return end + 1 if first < end < low else low


def clauses_of(page: Page, token: Token) -> list[Token]:
    """The clauses that a verb or noun of saying takes: what is said, claimed, denied."""
    found = []
    verb = token.pos_ in {"VERB", "AUX"}
    for child in token.children:
        if (
            child.dep_ == "ccomp"
            or (child.dep_ == "xcomp" and child.pos_ in {"VERB", "AUX"} and _takes_infinitive(token))
            or (child.dep_ == "acl" and not verb and any(c.dep_ == "mark" and c.text.lower() == "that" for c in child.children))
        ):
            found.append(child)
        elif child.dep_ == "prep" and child.text.lower() == "as" and lemma_of(page, token) == "quote":
            for inner in child.children:
                found.extend(clauses_of(page, inner) if inner.dep_ == "pcomp" else [])
        elif child.dep_ == "prt" or (
            child.dep_ == "advmod" and child.i > token.i and child.text.lower() in {"only", "on", "out"}
        ):
            found.extend(c for c in child.children if c.dep_ == "ccomp")
        elif (
            child.dep_ in {"dobj", "dative"}
            and verb
            and token.lemma_.lower() in {"tell", "inform", "assure", "remind", "warn", "notify", "show", "promise"}
        ):
            # "told reporters that ...": the parse may hang the clause on the audience.
            found.extend(
                c
                for c in child.children
                if c.dep_ in {"ccomp", "acl", "relcl"}
                and any(m.text.lower() == "that" and m.dep_ == "mark" for m in c.children)
            )
        elif child.dep_ == "npadvmod" and verb:
            found.extend(
                c
                for c in child.children
                if c.dep_ in {"ccomp", "acl", "relcl"}
                and any(m.text.lower() == "that" and m.dep_ in {"mark"} for m in c.children)
            )
        elif child.dep_ == "advcl" and verb and any(m.dep_ == "mark" and m.text.lower() == "that" for m in child.children):
            found.append(child)
    return found


def _takes_infinitive(token: Token) -> bool:
    return token.lemma_.lower() in {
        "claim",
        "deny",
        "promise",
        "pledge",
        "vow",
        "admit",
        "refuse",
        "guarantee",
        "undertake",
        "threaten",
        "acknowledge",
        "call",
        "offer",
    }


def _has_object(token: Token) -> bool:
    for child in token.children:
        if child.dep_ in _OBJECTS:
            return True
        about = child.dep_ == "prep" and child.text.lower() in _ABOUT and child.i > token.i
        if about and not any(noun.lemma_.lower() in _CALENDAR for noun in child.children):
            return True
    return token.dep_ == "relcl" and any(child.tag_ in {"WDT", "WP"} and child.dep_ == "dobj" for child in token.children)


def _afterwards(page: Page, token: Token) -> set[int]:
    """What goes on after a parenthesis: "..., she went on, and those cleared will be given training"."""
    cluster = cluster_of(token)
    end = max(cluster)
    if end + 1 >= token.sent.end or page.word(end + 1) not in {",", ";"}:
        return set()
    out: set[int] = set()
    for child in token.children:
        if (
            child.i > end
            and child.dep_ in {"conj", "ccomp", "dep", "parataxis"}
            and any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in child.children)
        ):
            out |= subtree(child)
    return out


def cluster_of(token: Token) -> set[int]:
    """The tokens of the attributing clause itself: the verb, its subject, helpers, audience and adverbials."""
    out = {token.i}
    for child in token.children:
        if child.dep_ in {
            "nsubj",
            "nsubjpass",
            "aux",
            "auxpass",
            "advmod",
            "prt",
            "dobj",
            "dative",
            "prep",
            "npadvmod",
            "neg",
            "appos",
        }:
            out |= subtree(child)
    return out


def around(page: Page, token: Token) -> set[int]:
    """The clause in which the verb stands as a parenthesis, without it: "A, he said, B", "A, officials say"."""
    marks = [child for child in token.children if child.dep_ in {"mark", "cc", "advmod"} and child.i < token.i]
    marks = [child for child in marks if child.dep_ != "advmod" or child.tag_ == "WRB"]
    if any(child.text.lower() != "as" for child in marks) or any(child.tag_ in {"WDT", "WP"} for child in token.children):
        return set()
    if not any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children) or token.tag_ in {"VBG", "VB"}:
        return set()
    if any(child.dep_ in {"dobj", "attr", "oprd", "acomp"} for child in token.children) and not _has_audience(page, token):
        return set()
    cluster = cluster_of(token) | {child.i for child in marks}
    first, last = min(cluster), max(cluster)
    opened = first > token.sent.start and page.word(first - 1) in {",", '"', "–", "—", "-", "(", "?", "!"}
    opening = first == token.sent.start and bool(marks)
    closed = last + 1 >= token.sent.end or page.word(last + 1) in BREAKS | {".", "?", "!"}
    if not ((opened or opening) and closed) or last - first > 25:
        return set()
    return _outside(page, token, cluster)


def _has_audience(page: Page, token: Token) -> bool:
    """Whether the object is whom it is said to, and not what is said."""
    return token.lemma_.lower() in {"tell", "assure", "inform", "remind", "promise", "warn", "write"}


def _colon(page: Page, token: Token) -> tuple[Run, ...]:
    """What follows the verb and a colon in its sentence."""
    for index in range(token.i + 1, min(token.i + 14, token.sent.end - 1)):
        if page.word(index) == ":":
            return runs_in(page, set(range(index + 1, token.sent.end)))
    return ()


def verb_start(token: Token) -> int:
    return min(
        [child.i for child in token.children if child.dep_ in {"aux", "auxpass", "neg", "preconj"} and child.i < token.i]
        or [token.i]
    )


def _clause_start(token: Token) -> int:
    return token.left_edge.i


def phrase_end(page: Page, token: Token) -> int:
    """The last token of the verb's own phrase: its objects and complements, nothing joined by "and" or a participle."""
    end = token.i
    for child in token.rights:
        if child.dep_ in {"conj", "cc", "punct", "parataxis"} or (child.dep_ in {"advcl"} and child.tag_ == "VBG"):
            continue
        end = max(end, child.right_edge.i)
    for child in token.rights:
        if child.dep_ in {"conj", "parataxis"} and child.pos_ in {"VERB", "AUX"} and child.left_edge.i <= end:
            end = min(end, child.left_edge.i - 1)
    while end > token.i and page.word(end) in BREAKS | {".", "?", "!", "and", "but"}:
        end -= 1
    return end


def runs_of(page: Page, indices: Iterable[int]) -> tuple[Run, ...]:
    """As contiguous runs of tokens, without punctuation, "that" and conjunctions at their edges."""
    return runs_in(page, set(indices))


def runs_in(page: Page, indices: set[int]) -> tuple[Run, ...]:
    runs: list[Run] = []
    ordered = sorted(indices)
    start = 0
    for number in range(1, len(ordered) + 1):
        if number < len(ordered) and ordered[number] == ordered[number - 1] + 1:
            continue
        run = _trimmed(page, ordered[start], ordered[number - 1])
        if run is not None:
            runs.append(run)
        start = number
    return tuple(runs)


def _is_that(page: Page, index: int) -> bool:
    """Whether the token is the conjunction "that", not the pronoun."""
    return page.word(index) == "that" and (page.token(index).dep_ == "mark" or page.token(index).tag_ == "IN")


def _trimmed(page: Page, first: int, last: int) -> Run | None:
    edges = BREAKS | {".", "...", "…", "[", "]"}
    while first <= last and (page.word(first) in edges | {"and", "but", "?", "!"} or _is_that(page, first)):
        first += 1
    while last >= first and page.word(last) in edges | {"and", "but"}:
        last -= 1
    return (first, last) if last >= first else None
