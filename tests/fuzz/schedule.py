"""What happens in one run of the fuzz: who is there, what they do and when, what befalls them. All of it from the seed.

Times are in seconds of the devices, which run faster than ours.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fuzz.link import Weather

GROUPS = ("g1", "g2", "g3")
WORDS = ("la récolte", "une parcelle", "le réseau", "où l’eau manque", "« déjà vu »", "à l’été")


@dataclass(frozen=True)
class Person:
    """One device and whose it is; two devices may be one person's."""

    name: str
    seat: str
    """`facilitator`, `participant` or `screen`."""

    owner: str
    twin: bool
    skew: int
    """Milliseconds by which the device's clock is wrong."""


@dataclass(frozen=True)
class Event:
    """Something that happens at an instant, to a device or to the server."""

    at: float
    what: str
    device: str = ""
    given: dict[str, object] = field(default_factory=dict)


@dataclass
class Plan:
    """One run."""

    seed: int
    weather: Weather
    people: list[Person]
    events: list[Event]
    lasts: float


class Author:
    """Thinks of ops for the people of one run; the ids of what they make are known before it runs."""

    def __init__(self, dice: random.Random, seed: int) -> None:
        self._dice = dice
        self._seed = seed
        self._made: dict[str, list[str]] = {"card": [], "statement": [], "proposal": []}
        self._count = 0

    def op(self, person: Person) -> dict[str, object]:
        """Give an op that a person may think of; whether it is allowed is for the server to say."""
        known = [*self.EVERYBODY, *(self.CONSOLE if person.seat == "facilitator" else ())]
        name, args, base = self._dice.choice(known)(self)
        text = next((value for key, value in args.items() if key in ("text", "reason", "what")), None)
        return {"op": name, "args": args, "base": base, "after": self._pause(base), "text": text}

    def pair(self) -> list[dict[str, object]]:
        """A card and, before it can have been acknowledged, a better wording of it."""
        write, args, _ = self._write_card()
        args["group"] = None
        text = self._text()
        first = {"op": write, "args": args, "base": None, "after": 0, "text": args["text"]}
        better = {"card": args["card"], "text": text}
        return [first, {"op": "card.edit", "args": better, "base": None, "after": 0, "text": text}]

    def _pause(self, base: str | None) -> int:
        """How long somebody thinks between seeing a text and sending theirs (milliseconds)."""
        return self._dice.choice((0, 0, 300, 2_000)) if base else 0

    def _text(self) -> str:
        self._count += 1
        return f"{self._dice.choice(WORDS)} {self._seed}-{self._count}"

    def _new(self, kind: str) -> str:
        self._count += 1
        self._made[kind].append(f"{kind}-{self._count}")
        return self._made[kind][-1]

    def _some(self, kind: str) -> str:
        """One that is there, or will be, or was refused; the latest most of the time."""
        made = self._made[kind]
        if not made:
            return "nothing"
        return self._dice.choice(made[-5:] if self._dice.random() < 0.7 else made)

    def _write_card(self) -> tuple[str, dict[str, object], str | None]:
        group = self._dice.choice((None, *GROUPS))
        args = {"card": self._new("card"), "group": group, "kind": "$kind", "text": self._text()}
        return "card.write", args, None

    def _edit(self, kind: str) -> tuple[str, dict[str, object], str | None]:
        some = self._some(kind)
        return f"{kind}.edit", {kind: some, "text": self._text()}, f"{kind}/{some}"

    def _just(self, kind: str, verb: str) -> tuple[str, dict[str, object], str | None]:
        return f"{kind}.{verb}", {kind: self._some(kind)}, None

    def _appraise(self) -> tuple[str, dict[str, object], str | None]:
        args = {"group": self._dice.choice(GROUPS), "criterion": "$criterion", "level": "$level"}
        return "appraisal.set", {**args, "reason": self._text()}, None

    def _write_statement(self) -> tuple[str, dict[str, object], str | None]:
        args = {"statement": self._new("statement"), "criterion": "$criterion", "text": self._text()}
        return "statement.write", {**args, "cards": [self._some("card")]}, None

    def _write_proposal(self) -> tuple[str, dict[str, object], str | None]:
        return (
            "proposal.write",
            {"proposal": self._new("proposal"), "kind": "$proposal", "text": self._text()},
            None,
        )

    def _vote(self) -> tuple[str, dict[str, object], str | None]:
        kind = self._dice.choice(("statement", "proposal"))
        return "vote.cast", {"on": f"{kind}/{self._some(kind)}", "weight": self._dice.randrange(3)}, None

    def _undo(self) -> tuple[str, dict[str, object], str | None]:
        return "op.undo", {"$undo": self._dice.randrange(4)}, None

    def _set(self) -> tuple[str, dict[str, object], str | None]:
        choice = self._dice.choice(
            (
                {"anonymous": self._dice.random() < 0.4},
                {"reveal": self._dice.choice(("always", "step", "never"))},
                {"revealed": self._dice.random() < 0.5},
                {"synthesis_open": self._dice.random() < 0.7},
            )
        )
        return "room.set", dict(choice), None

    def _move(self) -> tuple[str, dict[str, object], str | None]:
        group = self._dice.choice((None, *GROUPS))
        return "group.assign", {"participant": f"$person{self._dice.randrange(40)}", "group": group}, None

    def _hide(self) -> tuple[str, dict[str, object], str | None]:
        return "card.hide", {"card": self._some("card"), "reason": self._text()}, None

    def _message(self) -> tuple[str, dict[str, object], str | None]:
        self._count += 1
        to = self._dice.choice(("all", *GROUPS, f"$person{self._dice.randrange(40)}"))
        return "message.send", {"message": f"message-{self._count}", "to": to, "text": self._text()}, None

    Think = Callable[["Author"], tuple[str, dict[str, object], str | None]]
    EVERYBODY: tuple[Think, ...] = (
        _write_card,
        _write_card,
        _write_card,
        _write_card,
        lambda self: self._edit("card"),
        lambda self: self._edit("card"),
        lambda self: self._edit("card"),
        lambda self: self._edit("statement"),
        lambda self: self._edit("proposal"),
        lambda self: self._just("card", "withdraw"),
        lambda self: self._just("card", "restore"),
        _appraise,
        _write_statement,
        _write_proposal,
        _vote,
        _undo,
        lambda self: ("hand.raise", {"raised": self._dice.random() < 0.5}, None),
    )
    CONSOLE: tuple[Think, ...] = (
        _set,
        _set,
        _move,
        _move,
        _move,
        _hide,
        lambda self: self._just("card", "show"),
        _message,
        lambda self: ("room.close", {}, None),
        lambda self: ("room.reopen", {}, None),
        lambda self: ("room.reopen", {}, None),
    )


def plan(seed: int) -> Plan:
    """Give the run of a seed."""
    dice = random.Random(seed)
    count = dice.choice((3, 4, 5, 6, 7, 8, 10, 12, 12, 16, 24, 40))
    lasts = dice.choice((10.0, 20.0, 20.0, 40.0))
    people = _people(dice, count)
    events = _ops(dice, seed, people, lasts) + _fates(dice, people, lasts) + _faults(dice, lasts)
    return Plan(seed, _weather(dice), people, sorted(events, key=lambda event: event.at), lasts)


def _people(dice: random.Random, count: int) -> list[Person]:
    people = [Person("d0", "facilitator", "d0", twin=False, skew=_skew(dice))]
    for number in range(1, count):
        name = f"d{number}"
        if number == 2 and dice.random() < 0.5:
            people.append(Person(name, "screen", name, twin=dice.random() < 0.3, skew=0))
            continue
        others = [one.name for one in people if one.seat == "participant" and one.owner == one.name]
        owner = dice.choice(others) if others and dice.random() < 0.2 else name
        people.append(Person(name, "participant", owner, twin=dice.random() < 0.25, skew=_skew(dice)))
    return people


def _skew(dice: random.Random) -> int:
    return dice.choice((0, 0, 0, -3_600_000, 3_600_000, -86_400_000 * 400))


def _weather(dice: random.Random) -> Weather:
    harsh = dice.choice((0.0, 0.3, 1.0, 1.0, 2.0))
    return Weather(
        lost=dice.choice((0.0, 2.0, 8.0)) * harsh,
        doubled=dice.choice((0.0, 10.0, 30.0)) * harsh,
        reordered=dice.choice((0.0, 10.0, 30.0)) * harsh,
        torn=dice.choice((0.0, 20.0)),
        cut=dice.choice((0.0, 0.5, 3.0)) * harsh,
        delay=dice.choice((0.0, 0.02, 0.1)),
    )


def _ops(dice: random.Random, seed: int, people: list[Person], lasts: float) -> list[Event]:
    """What people write: everybody now and then, somebody in bursts. Thought of in the order of time."""
    writers = [person for person in people if person.seat != "screen"]
    each = dice.choice((4, 8, 15))
    times = [(dice.uniform(0, lasts), person) for person in writers for _ in range(each)]
    if dice.random() < 0.3:
        start, busy = dice.uniform(0, lasts), dice.choice(writers)
        times += [(start + number * 0.01, busy) for number in range(dice.choice((15, 60, 260)))]
    author = Author(dice, seed)
    times.sort(key=lambda one: one[0])
    events = []
    for at, person in times:
        tab = dice.randrange(2)
        thoughts = author.pair() if dice.random() < 0.15 else [author.op(person)]
        for number, thought in enumerate(thoughts):
            events.append(Event(at + number * 0.02, "act", person.name, {**thought, "tab": tab}))
    return events


def _fates(dice: random.Random, people: list[Person], lasts: float) -> list[Event]:
    """What befalls devices: reloads, crashes, second tabs, sleeps, holes, cuts, clocks set anew."""
    events = []
    for person in people:
        for _ in range(dice.choice((0, 1, 1, 3))):
            at, until = dice.uniform(0, lasts), dice.uniform(0.2, 15)
            match dice.choice(("reload", "crash", "tab", "sleep", "hole", "cut", "skew")):
                case "reload":
                    events.append(Event(at, "reload", person.name, {"gently": True}))
                case "crash":
                    events.append(Event(at, "reload", person.name, {"gently": False}))
                case "tab":
                    events.append(Event(at, "open-tab", person.name))
                    events.append(
                        Event(at + until, "close-tab", person.name, {"gently": dice.random() < 0.5})
                    )
                case "sleep":
                    events.append(Event(at, "sleep", person.name))
                    events.append(Event(at + until, "wake", person.name, {"cut": dice.random() < 0.5}))
                case "hole":
                    events.append(Event(at, "hole", person.name))
                    events.append(Event(at + until, "mended", person.name, {"cut": dice.random() < 0.5}))
                case "cut":
                    events.append(Event(at, "cut", person.name))
                case "skew":
                    by = dice.choice((-7_200_000, 7_200_000, -60_000))
                    events.append(Event(at, "skew", person.name, {"by": by}))
    return events


def _faults(dice: random.Random, lasts: float) -> list[Event]:
    """What befalls the server: it is killed, or its disk is full for a while."""
    events = [Event(dice.uniform(0, lasts), "kill") for _ in range(dice.choice((0, 0, 1, 1, 2)))]
    if dice.random() < 0.25:
        at = dice.uniform(0, lasts)
        events += [Event(at, "disk-full"), Event(at + dice.uniform(1, 10), "disk-free")]
    return events
