"""Whence and whither people go, and on which leg: out, back, or on."""

from __future__ import annotations

from transferwatch.readings.by_rule.frames import Frame
from transferwatch.readings.by_rule.groups import Group
from transferwatch.readings.by_rule.movement import Setting
from transferwatch.readings.by_rule.relevance import is_stopped
from transferwatch.readings.reading import Leg


def ends_of(setting: Setting, frame: Frame, group: Group | None, number: int) -> tuple[str | None, str | None, Leg] | None:
    """Whence, whither, and which leg; None where neither end is known."""
    votes, focus = setting.votes, setting.focus
    senders = list(dict.fromkeys(state.code for state in frame.sending))
    receivers = [code for code in dict.fromkeys(state.code for state in frame.receiving) if code not in senders]
    sender = senders[0] if senders else None
    receiver = receivers[0] if len(receivers) == 1 else None
    back = focus.recent(number, [code for code in (sender, receiver) if code], deal=False)
    pairs = {mention.pair for mention in focus.mentions}
    hosts = {pair[1] for pair in pairs}
    if frame.homeward or (frame.motion == "home" and (receiver is None or receiver not in hosts)):
        host = sender if sender in hosts else (back[1] if back else None)
        if host is None:
            return (sender, receiver, "onward") if sender in hosts and sender else None
        if receiver is not None and any(pair == (receiver, host) for pair in pairs):
            return host, receiver, "return"
        return host, None if receiver == host else receiver, "onward"
    if sender and receiver:
        if (receiver, sender) in pairs and (sender, receiver) not in pairs:
            return sender, receiver, "return"
        if sender in hosts and votes.receives[sender] > votes.sends[sender] - 1 and (sender, receiver) not in pairs:
            return sender, receiver, "onward"
        return sender, receiver, "outbound"
    if receiver is not None:
        if back and back[1] == receiver:
            return back[0], receiver, "outbound"
        went_back = frame.back
        if back and back[0] == receiver:
            return (back[1], receiver, "return") if went_back or frame.motion == "home" else None
        if back and went_back:
            return back[1], receiver, "onward"
        if frame.motion == "arrive":
            # Whoever arrives where no deal or removal leads may have come alone.
            known = [pair for pair in pairs if pair[1] == receiver]
            if len(known) == 1:
                return known[0][0], receiver, "outbound"
            moved = group is not None and group.moved and group.quantity is not None
            main = votes.main_sender()
            return (main, receiver, "outbound") if moved and main and main != receiver else None
        main = votes.main_sender()
        return (main, receiver, "outbound") if main and main != receiver else (None, receiver, "outbound")
    if sender is not None:
        if back and back[0] == sender and not receivers and (is_stopped(setting.page, setting.page.token(frame.at))):
            return sender, back[1], "outbound"
        return sender, None, "outbound"
    if back and frame.back and group is not None:
        return back[1], back[0], "return"
    if back and group is None and frame.motion == "arrive":
        return back[0], back[1], "outbound"
    if back and group is not None and frame.motion in {"arrive", "receive", "send"} and (group.quantity or group.definite):
        return back[0], back[1], "outbound"
    return None
