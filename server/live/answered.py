"""What was answered to which op, so that one that is asked twice is done once and answered the same.

A phone may come back after a day with an op that it has no answer to. The latest answers are kept as
they were; of all ops before them only that they are in the log, which then says under which number.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence

import msgspec

from server.core.asking import Entry
from server.core.op_ids import OpIds

REMEMBERED = 2_000
"""How many ops that were done, and how many that were refused, are answered again without a look into the log."""

FindOp = Callable[[str], Entry | None]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a device is told of its op: done, refused, or to be asked again later."""

    ok: int | None = None
    refused: str | None = None
    wait: str | None = None
    facts: dict[str, str | int | None] = {}


class Answered:
    """The answers of one room; `find_op` reads an op from its log, and may be Unavailable."""

    def __init__(self, find_op: FindOp) -> None:
        self._find_op = find_op
        self._in_log = OpIds()
        # To take out the oldest costs the same however many were taken before, which it does not with a dict.
        self._done: OrderedDict[str, Answer] = OrderedDict()
        self._refused: OrderedDict[str, Answer] = OrderedDict()
        self.last: tuple[str, int] | None = None
        """The last op in the log, and its sequence number."""
        self.latest = 0
        """The latest instant of an op, by whichever clock."""

    def start_from(self, in_log: OpIds, latest: Sequence[Entry]) -> None:
        """Know which ops are in the log, and no others; `latest` are the last of them, in order."""
        self._in_log, self._done = in_log, OrderedDict()
        self._note(latest)

    def knows(self, op: str) -> bool:
        """Whether an op is done or was refused."""
        return op in self._refused or op in self._in_log

    def lately(self, op: str) -> Answer | None:
        """Give the answer that an op got before, where it is one of the latest."""
        return self._done.get(op) or self._refused.get(op)

    def to(self, op: str) -> Answer | None:
        """Give the answer that an op got before, however long ago it was done."""
        answer = self.lately(op)
        if answer is None and (entry := self.entry(op)) is not None:
            return Answer(ok=entry.reached)
        return answer

    def entry(self, op: str) -> Entry | None:
        """Give an op that is in the log; the log is asked only for one that it holds."""
        return self._find_op(op) if op in self._in_log else None

    def in_log(self) -> bytes:
        """Which ops are in the log, to be written down."""
        return self._in_log.packed()

    def keep(self, entries: Sequence[Entry]) -> None:
        """Know that these ops are in the log."""
        self._in_log.add([entry.op for entry in entries])
        self._note(entries)

    def refuse(self, op: str, answer: Answer) -> None:
        """Keep a refusal, and forget the oldest."""
        self._refused[op] = answer
        _forget_oldest(self._refused)

    def _note(self, latest: Sequence[Entry]) -> None:
        for entry in latest:
            self._done[entry.op] = Answer(ok=entry.reached)
            self.last = entry.op, entry.seq
        self.latest = max([self.latest, *(entry.at for entry in latest)])
        _forget_oldest(self._done)


def _forget_oldest(answers: OrderedDict[str, Answer]) -> None:
    while len(answers) > REMEMBERED:
        answers.popitem(last=False)
