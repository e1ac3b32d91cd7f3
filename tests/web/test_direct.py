"""The short road: messages are found whatever the pieces they come in, and bytes leave in their order."""

import itertools
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from server.web.direct import AT_ONCE, LONGEST_QUEUE, MOST_UNREAD, Line, ReadLine, text_frame, unmasked


class Semaphore:
    def __init__(self, value: int = 1) -> None:
        self.value = value

    def acquire(self, blocking: bool = True) -> bool:
        assert self.value > 0, "a test must not wait"
        self.value -= 1
        return True

    def release(self) -> None:
        self.value += 1


class Plain:
    """A socket: gives what it was fed, and takes as many bytes at a time as it is told to."""

    def __init__(self) -> None:
        self.fed: list[bytes] = []
        self.takes: list[int] = []
        self.taken = b""

    def fileno(self) -> int:
        return 7

    def recv(self, size: int) -> bytes:
        if not self.fed:
            raise BlockingIOError
        return self.fed.pop(0)

    def send(self, data: bytes | memoryview) -> int:
        size = self.takes.pop(0) if self.takes else len(data)
        if size < 0:
            raise BlockingIOError
        self.taken += bytes(data[:size])
        return min(size, len(data))


class Unused:
    """A connection of which nothing is asked but its name."""

    sid = "unused"


class Green:
    def __init__(self, fd: Plain) -> None:
        self.fd = fd

    def sendall(self, data: bytes | memoryview) -> None:
        self.fd.taken += bytes(data)

    def shutdown(self, how: int) -> None:
        """Nothing to shut."""


class Wire:
    def __init__(self) -> None:
        self.plain = Plain()
        self.socket: object = Green(self.plain)
        self.iterator: object = iter(())
        self._sendlock = Semaphore()

    def close(self, close_data: object = None) -> None:
        """Nothing to close."""

    def _pack_message(self, message: str | bytes, **how: object) -> bytes:
        return b"packed:" + (message.encode() if isinstance(message, str) else message)


def masked(message: bytes, mask: bytes = b"\x01\x02\x03\x04") -> bytes:
    size = len(message)
    head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0xFE]) + size.to_bytes(2, "big")
    return head + mask + unmasked(mask, message)


def line(quick: Callable[[Line, bytes], bool]) -> tuple[ReadLine, Plain, Callable[[], None]]:
    wire = Wire()
    watched: list[Callable[[], None]] = []

    def watch(fileno: int, readable: Callable[[], None]) -> Callable[[], None]:
        watched.append(readable)
        return watched.clear

    made = ReadLine(wire, Unused(), quick, lambda work: work(), watch)

    def readable() -> None:
        for called in watched:
            called()

    return made, wire.plain, readable


messages = st.lists(st.text(max_size=40).map(str.encode) | st.just(b"x" * 300), max_size=8)


@given(messages, st.lists(st.integers(0, 400), max_size=12), st.binary(min_size=4, max_size=4))
def test_messages_are_found_wherever_the_stream_is_cut(
    sent: list[bytes], cuts: list[int], mask: bytes
) -> None:
    quick: list[bytes] = []

    def take(line: Line, message: bytes) -> bool:
        quick.append(message)
        return len(message) % 2 == 0

    made, plain, readable = line(take)
    stream = b"".join(masked(message, mask) for message in sent)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    for start, end in itertools.pairwise(edges):
        plain.fed = [stream[start:end]]
        readable()
    assert quick == sent
    kept = [made.wait() for message in sent if len(message) % 2]
    assert kept == [message.decode() for message in sent if len(message) % 2]


def test_what_is_no_plain_text_is_left_to_the_library_with_all_that_follows() -> None:
    made, plain, readable = line(lambda line, message: False)
    ping = bytes([0x89, 0x80]) + b"\0\0\0\0"
    plain.fed = [masked(b"one") + ping + masked(b"two")]
    readable()
    assert made.wait() == "one"
    assert made.read(2) == ping[:2]
    assert made.read(4) == ping[2:]


def test_no_more_is_read_of_who_says_much_until_it_was_heard() -> None:
    made, plain, readable = line(lambda line, message: False)
    sent = 60 * [masked(b"x" * 60_000)]
    plain.fed = list(sent)
    for _ in sent:
        readable()
    read = len(sent) - len(plain.fed)
    assert MOST_UNREAD < read * 60_000 < MOST_UNREAD + 2 * AT_ONCE
    for _ in range(read):
        assert made.wait() == "x" * 60_000
    plain.fed = [masked(b"after")]
    made._wait_for_more()
    readable()
    assert made.wait() == "after"


def test_who_hangs_up_ends_the_waiting() -> None:
    made, plain, readable = line(lambda line, message: False)
    plain.fed = [masked(b"last"), b""]
    readable()
    readable()
    assert made.wait() == "last"
    assert made.wait() is None


@given(st.lists(st.integers(-1, 30), max_size=6))
def test_what_the_kernel_does_not_take_at_once_leaves_before_what_comes_after(takes: list[int]) -> None:
    wire, waiting = Wire(), []
    made = Line(wire, Unused(), lambda line, message: False, waiting.append)
    wire.plain.takes = takes
    frames = [text_frame(b"frame %d" % number) for number in range(6)]
    for frame in frames[:4]:
        assert made.write(frame)
    made.send("a packet")
    made.send(b"binary")
    while waiting:
        waiting.pop()()
    made.write(frames[4])
    while waiting:
        waiting.pop()()
    expected = [*frames[:4], text_frame(b"a packet"), b"packed:binary", frames[4]]
    assert wire.plain.taken == b"".join(expected)
    assert wire._sendlock.value == 1


def test_who_takes_nothing_for_too_long_is_given_up() -> None:
    wire = Wire()
    made = Line(wire, Unused(), lambda line, message: False, lambda work: None)
    wire.plain.takes = [-1]
    keeps_up = [made.write(b"frame") for _ in range(LONGEST_QUEUE + 1)]
    assert keeps_up == [True] * LONGEST_QUEUE + [False]
