"""A day on which every text that any op takes is hostile: made from the registry of ops, so that none is forgotten."""

import base64
import copy
from collections.abc import Iterator
from typing import get_args

import msgspec

from server.core import documents
from server.core.deciding import RULES
from server.core.refusals import Refused
from server.core.text import Text
from tests.core.test_deciding import BEFORE, EXAMPLES, morning
from tests.core.world import HOST, Day

HOSTILE = "\"'><img src=x onerror=stolen=1><script>stolen=1</script>"
"""Breaks out of an attribute and of an element, in either quotes; short enough for a name."""

Path = tuple[str | int, ...]
Args = dict[str, object]

UNTOLD = {"op.undo", "record.erase", "participant.erase"}
"""They put in no text, and take away what is looked at."""


def typed() -> str:
    """What a device sends that types the text into a statement written together."""
    return base64.b64encode(documents.begun(HOSTILE, "hostile")).decode()


def prepared(name: str) -> Day:
    """A day on which an op can be done."""
    day = morning()
    for earlier, args in BEFORE.get(name, []):
        day.ask(HOST, earlier, **args)
    return day


def words_of(value: object, at: Path = ()) -> Iterator[Path]:
    """Give where texts stand in arguments."""
    if isinstance(value, str):
        yield at
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from words_of(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from words_of(inner, (*at, number))


def with_text(args: Args, at: Path) -> Args:
    """Give arguments with the hostile text at one place."""
    changed = copy.deepcopy(args)
    where: object = changed
    for step in at[:-1]:
        where = where[step]  # type: ignore[index]
    where[at[-1]] = HOSTILE  # type: ignore[index]
    return changed


def fuller(name: str) -> Args:
    """Give the example of an op with every field that may hold a text, also those that it leaves out."""
    args: Args = copy.deepcopy(EXAMPLES[name][1])
    for field in msgspec.structs.fields(RULES[name].args):
        kinds, key = {field.type, *get_args(field.type)}, field.encode_name
        if Text in kinds:
            args[key] = {"fr": "", "en": "", **dict(args.get(key) or {})}  # type: ignore[call-overload]
        elif str in kinds:
            args.setdefault(key, "")
    return args


def takes(name: str, args: Args) -> bool:
    """Whether an op is done with these arguments, and the hostile text is in the room then."""
    day = prepared(name)
    try:
        entry = day.ask(EXAMPLES[name][0], name, **args)
    except Refused:
        return False
    return entry is not None and "onerror=stolen" in str(entry.changes)


def found_in(args: object, at: Path) -> bool:
    """Whether there is something at a place."""
    for step in at:
        if isinstance(args, dict) and step not in args:
            return False
        args = args[step]  # type: ignore[index]
    return True


def merged(full: object, own: object) -> object:
    """Give a value with its gaps filled."""
    return {**full, **own} if isinstance(full, dict) and isinstance(own, dict) else full


def hostile(name: str) -> Args | None:
    """Give the example of an op with the hostile text wherever the op takes it; None where nowhere."""
    if name == "statement.type":
        return {**EXAMPLES[name][1], "update": typed()}
    args, found = copy.deepcopy(EXAMPLES[name][1]), False
    full = fuller(name)
    for at in words_of(full):
        # What the example leaves out is tried by itself, beside what the example has.
        key = str(at[0])
        base = args if found_in(args, at) else {**args, key: merged(full[key], args.get(key))}
        tried = with_text(base, at)
        if takes(name, tried):
            args, found = tried, True
    return args if found else None


def hostile_day() -> tuple[Day, set[str]]:
    """Hold a day of nothing but hostile texts; give the ops that put them in."""
    day, done = morning(), set()
    for name in sorted(EXAMPLES.keys() - UNTOLD):
        args = hostile(name)
        if args is None:
            continue
        for earlier, said in BEFORE.get(name, []):
            try:
                day.ask(HOST, earlier, **said)
            except Refused:
                continue  # done for another op before
        day.ask(EXAMPLES[name][0], name, **args)
        done.add(name)
    return day, done
