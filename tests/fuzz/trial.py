"""One run of the fuzz: a real server, real pages and their twins behind hostile links, then the reckoning."""

import json
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import socketio

from server.demo.phone import Phone, RefusedByServer, call
from tests.faults.servers import Forked, Nursery
from tests.fuzz.link import CALM, Link
from tests.fuzz.pages import Pages
from tests.fuzz.schedule import GROUPS, Event, Person, Plan, plan
from tests.fuzz.twin import Twin
from tests.house import OpenRoom

SPEED = 8.0
"""How many times faster than ours the devices' time runs."""

PATIENCE = 60.0
"""Seconds after the storm in which everything must have come to rest."""


LATE = (0, 200, 1_000)
"""Milliseconds of the devices' time between a page's first file and the others, load by load."""


class Row(NamedTuple):
    """A row of the log, and the number at which its author is told that it is true: see `Entry.reached`."""

    seq: int
    op: str
    args: str
    reached: int


class Trial:
    """One seed, or one plan, played."""

    def __init__(self, wanted: int | Plan, nursery: Nursery, pages: Pages) -> None:
        self.plan = wanted if isinstance(wanted, Plan) else plan(wanted)
        seed = self.plan.seed
        self.found: list[str] = []
        """What is wrong, one sentence each."""
        self.figures: dict[str, int] = {}
        self._pages = pages
        self._folder = Path(tempfile.mkdtemp(prefix="recolte-fuzz-"))
        self._server = Forked(nursery, self._folder / "var", SPEED)
        self._link = Link(self._server.port, seed, CALM, SPEED)
        self._tokens: dict[str, str] = {}
        self._ports: dict[str, int] = {}
        self._twins: dict[str, Twin] = {}
        self._tabs: dict[str, list[str]] = {}
        self._loads = 0
        self._restart: threading.Thread | None = None

    def play(self) -> list[str]:
        """Play the run from beginning to end; give what is wrong."""
        try:
            with self._server:
                self._prepare()
                self._storm()
                if self._calm():
                    self._reckon()
            self.found += [f"the link failed: {fault}" for fault in self._link.faults]
        finally:
            for twin in self._twins.values():
                twin._leaving.set()
                twin.outbox.clear()
            self._pages.ask("world", speed=SPEED)
            self._link.close()
            shutil.rmtree(self._folder, ignore_errors=True)
        return self.found

    # --- before ----------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._pages.ask("world", speed=SPEED)
        self._pages.faults.clear()
        self.room = self._server.open_room()
        console = self._in(self.room.tokens["facilitator"])
        self._known = {
            "$kind": console.first_kind(),
            "$criterion": sorted(console.of("criterion"))[0],
            "$level": console.of("format")["format"]["scale"][0]["id"],  # type: ignore[index]
            "$proposal": console.of("format")["format"]["proposal_kinds"][0]["id"],  # type: ignore[index]
        }
        for group in GROUPS:
            console.ask("group.add", group=group, name=f"Table {group}")
        console.ask("room.set", synthesis_open=True)
        for number, person in enumerate(self.plan.people):
            self._let_in(number, person, console)
        console.leave()
        for person in self.plan.people:
            self._switch_on(person)
        # Nobody writes before they have seen the room; how long that takes must not change the run.
        self._until(self._nothing_waits, "not everybody comes in")
        self._link.weather = self.plan.weather

    def _let_in(self, number: int, person: Person, console: Phone) -> None:
        if person.seat in ("facilitator", "screen"):
            self._tokens[person.name] = self.room.tokens[person.seat]
        elif person.owner != person.name:
            link = call(
                self.room.base, f"/api/rooms/{self.room.code}/devices", {}, self._tokens[person.owner]
            )
            self._tokens[person.name] = str(link["link"]).partition("#t=")[2]
        else:
            id, self._tokens[person.name] = self.room.join(f"Personne {number}")
            self._known[f"$person{number}"] = id
            console.ask("group.assign", participant=id, group=GROUPS[number % 3])

    def _switch_on(self, person: Person) -> None:
        self._ports[person.name] = port = self._link.port_for(person.name, fast=not person.twin)
        if person.twin:
            self._twins[person.name] = twin = Twin(f"http://127.0.0.1:{port}", self._tokens[person.name])
            twin.start()
        else:
            self._tabs[person.name] = []
            self._open_tab(person)

    def _open_tab(self, person: Person) -> None:
        self._loads += 1
        name = f"{person.name}.{self._loads}"
        self._tabs[person.name].append(name)
        self._pages.ask(
            "open",
            page=name,
            device=person.name,
            base=f"http://127.0.0.1:{self._ports[person.name]}",
            code=self.room.code,
            seat={"facilitator": "console", "screen": "screen"}.get(person.seat, "person"),
            token=self._tokens[person.name],
            skew=person.skew,
            late=LATE[self._loads % len(LATE)],
        )

    # --- the storm -------------------------------------------------------------------------------

    def _storm(self) -> None:
        people = {person.name: person for person in self.plan.people}
        began = time.monotonic()
        for event in self.plan.events:
            time.sleep(max(0.0, began + event.at / SPEED - time.monotonic()))
            self._befall(event, people.get(event.device))
        time.sleep(max(0.0, began + self.plan.lasts / SPEED - time.monotonic()))

    def _befall(self, event: Event, person: Person | None) -> None:
        if event.what == "kill":
            if self._restart is None or not self._restart.is_alive():
                self._restart = threading.Thread(target=self._kill)
                self._restart.start()
        elif event.what == "disk-full":
            self._server.disk_full.touch()
        elif event.what == "disk-free":
            self._server.disk_full.unlink(missing_ok=True)
        elif person is not None:
            twin = self._twins.get(person.name)
            if event.what == "act":
                self._act(event, person, twin)
            else:
                self._fate(event, person, twin)

    def _kill(self) -> None:
        self._server.kill()
        time.sleep(0.05)
        self._server.start()

    def _act(self, event: Event, person: Person, twin: Twin | None) -> None:
        given = event.given
        args = self._filled(dict(given["args"]))  # type: ignore[call-overload]
        if twin:
            twin.act(str(given["op"]), args, given["base"], given["text"])  # type: ignore[arg-type]
            return
        tabs = self._tabs[person.name]
        page = tabs[int(str(given["tab"])) % len(tabs)]
        rest = {key: given[key] for key in ("op", "base", "after", "text")}
        self._pages.tell("act", page=page, args=args, **rest)

    def _filled(self, args: dict[str, Any]) -> dict[str, Any]:
        """Put the ids that this room has in place of those the plan could not know."""
        for key, value in args.items():
            if isinstance(value, str) and value.startswith("$"):
                args[key] = self._known.get(value, "nobody")
        return args

    def _fate(self, event: Event, person: Person, twin: Twin | None) -> None:
        name = person.name
        if event.what == "cut":
            self._link.cut(name)
        elif event.what in ("hole", "sleep"):
            self._link.hold(name)
        elif event.what in ("mended", "wake"):
            if event.given["cut"]:
                self._link.cut(name)
            self._link.release(name)
        if twin is None:
            self._page_fate(event, person)

    def _page_fate(self, event: Event, person: Person) -> None:
        tabs = self._tabs[person.name]
        match event.what:
            case "reload":
                self._pages.ask("end", page=tabs.pop(0), gently=event.given["gently"])
                self._open_tab(person)
            case "open-tab":
                self._open_tab(person)
            case "close-tab" if len(tabs) > 1:
                self._pages.ask("end", page=tabs.pop(), gently=event.given["gently"])
            case "sleep":
                for tab in tabs:
                    self._pages.tell("freeze", page=tab)
            case "wake":
                for tab in tabs:
                    self._pages.tell("thaw", page=tab)
            case "mended":
                for tab in tabs:
                    self._pages.tell("online", page=tab)
            case "skew":
                for tab in tabs:
                    self._pages.tell("skew", page=tab, by=event.given["by"])

    # --- quiet -----------------------------------------------------------------------------------

    def _calm(self) -> bool:
        """End the storm and wait until nothing waits; False where it does not come to rest."""
        self._server.disk_full.unlink(missing_ok=True)
        if self._restart is not None:
            self._restart.join()
        self._link.calm()
        for tabs in self._tabs.values():
            for tab in tabs:
                self._pages.ask("thaw", page=tab)
        if not self._until(self._nothing_waits, "the outboxes do not empty"):
            return False
        self.figures = dict(self._link.counts)
        # What a page holds is only wrong once it could know better: one more word to everybody.
        console = self._in(self.room.tokens["facilitator"])
        with suppress(RefusedByServer):
            console.ask("room.reopen")
        self._last = console.ask("room.edit", title="Tout est calme")
        console.leave()
        return self._until(self._all_heard, "not everybody hears the last word")

    def _until(self, holds: Callable[[], str], what: str) -> bool:
        until = time.monotonic() + PATIENCE
        while missing := holds():
            if time.monotonic() > until:
                self.found.append(f"{what}: {missing}")
                return False
            time.sleep(0.05)
        return True

    def _nothing_waits(self) -> str:
        states = self._pages.ask("state")
        pages = [one for one in states if one["waiting"] or one["kept"] or one["status"] != "live"]
        twins = {name: len(twin.outbox) for name, twin in self._twins.items() if twin.outbox}
        return f"{pages} {twins}" if pages or twins else ""

    def _all_heard(self) -> str:
        behind = [one for one in self._pages.ask("state") if one["seq"] < self._last]
        return f"{behind}, the room is at {self._last}" if behind else ""

    # --- the reckoning ---------------------------------------------------------------------------

    def _reckon(self) -> None:
        report = self._pages.ask("report")
        self.found += [f"a page failed: {fault}" for fault in self._pages.faults]
        log = self._log()
        self._check_log(log)
        self._check_answers(report, log)
        self._check_pages(report)
        self._check_twins()
        self._check_restart()
        self.figures |= {"devices": len(self.plan.people), "ops": len(report["asked"]), "rows": len(log)}

    def _log(self) -> list[Row]:
        base = sqlite3.connect(self._server.data / "recolte.db")
        asked = "SELECT seq, op_id, args, changes FROM log WHERE room = ? ORDER BY seq"
        rows = base.execute(asked, (self.room.code,))
        found = [Row(seq, op, args, seq - (changes == "[]")) for seq, op, args, changes in rows]
        base.close()
        return found

    def _check_log(self, log: list[Row]) -> None:
        if [row.seq for row in log] != list(range(1, len(log) + 1)):
            self.found.append("the log has a hole")
        if len({row.op for row in log}) != len(log):
            self.found.append("an op stands in the log twice")

    def _check_answers(self, report: Any, log: list[Row]) -> None:
        """Every op was told what the log says of it, and every text is somewhere."""
        written = {row.op: row.reached for row in log}
        told: dict[str, list[Any]] = {}
        for one in report["told"]:
            told.setdefault(one["op"], []).append(one)
        for twin in self._twins.values():
            for op, seq in twin.acknowledged.items():
                told.setdefault(op, []).append({"ok": seq})
            for op, code in twin.refused.items():
                told.setdefault(op, []).append({"refused": code})
        self._check_order(report["asked"], told, log)
        shown = {op for page in report["pages"] for op in page["refused"]}
        asked = [(one["op"], one["name"], one.get("text")) for one in report["asked"]]
        asked += [(op, "", text) for twin in self._twins.values() for op, text in twin.texts.items()]
        for op, name, text in asked:
            self._check_answer(f"{name} {op} {text!r}", written.get(op), told.get(op, []))
            if text and op not in written and op not in shown and not self._is_twins(op):
                self.found.append(f"{name} {op}: {text!r} is nowhere; told {told.get(op)}")

    def _check_order(self, asked: Any, told: dict[str, list[Any]], log: list[Row]) -> None:
        """Who writes a card and words it better at once is never told that there is no such card."""
        written = {row.op for row in log}
        undone = {json.loads(row.args).get("op") for row in log}
        by = {
            one["args"]["card"]: one["device"]
            for one in asked
            if one["name"] == "card.write" and one["op"] in written and one["op"] not in undone
        }
        for one in asked:
            own = one["name"] == "card.edit" and one["saw"] and by.get(one["args"]["card"]) == one["device"]
            if own and any(answer.get("refused") == "record.unknown" for answer in told.get(one["op"], [])):
                self.found.append(f"{one['device']} was told that its own card is unknown: {one['args']}")

    def _is_twins(self, op: str) -> bool:
        return any(op in twin.refused for twin in self._twins.values())

    def _check_answer(self, what: str, seq: int | None, told: list[Any]) -> None:
        for answer in told:
            if "refused" in answer and seq is not None:
                self.found.append(f"{what} was refused ({answer['refused']}) and is in the log as {seq}")
            if "ok" in answer and seq is not None and answer["ok"] != seq:
                self.found.append(f"{what} was told {answer['ok']} and is {seq}")
            if "ok" in answer and seq is None:
                self.found.append(f"{what} was told {answer['ok']} and is not in the log")
        if seq is None and not told:
            self.found.append(f"{what}: nobody was told anything, and it is not in the log")

    def _check_pages(self, report: Any) -> None:
        for page in report["pages"]:
            fresh = self._fresh(page["device"])
            self._compare(f"page {page['name']}", page["records"], fresh)
            if page["astray"]:
                self.found.append(f"page {page['name']} shows what is not so: {page['astray'][:5]}")
            if page["rolledBack"]:
                self.found.append(f"page {page['name']} believes that the server lost something")

    def _check_twins(self) -> None:
        for name, twin in self._twins.items():
            twin.leave(PATIENCE)
            twin._base = self._server.base
            twin.look()
            self._compare(f"twin {name}", twin.records, self._fresh(name))

    def _check_restart(self) -> None:
        """What the server holds in memory is what its log gives."""
        before = {name: self._fresh(name) for name in list(self._tokens)[:4]}
        self._server.kill()
        self._server.start()
        for name, records in before.items():
            self._compare(f"the server for {name}, before it was killed,", records, self._fresh(name))

    def _fresh(self, device: str) -> Any:
        phone = self._in(self._tokens[device])
        phone.leave()
        return phone.records

    def _in(self, token: str) -> Phone:
        """Come in by the straight road; on a machine that is busy the quick pings may cut even that one."""
        for _ in range(20):
            try:
                return Phone(self._server.base, token).connect()
            except (OSError, socketio.exceptions.SocketIOError, RefusedByServer, TypeError):
                # TypeError: python-socketio reads each message in a thread of its own, so that the two
                # of a packed snapshot may change places on a busy machine.
                time.sleep(0.2)
        raise TimeoutError("nobody is let in")

    def _compare(self, who: str, held: Any, fresh: Any) -> None:
        for kind in sorted(held.keys() | fresh.keys()):
            have, want = held.get(kind) or {}, fresh.get(kind) or {}
            for id in sorted(have.keys() | want.keys()):
                if have.get(id) != want.get(id):
                    self.found.append(f"{who} holds {kind}/{id} as {have.get(id)}, not {want.get(id)}")


__all__ = ["OpenRoom", "Trial"]
