"""Days to publish: the demonstration held to its end without any machine, and a small retrospective."""

import hashlib
import io
from pathlib import Path

from PIL import Image, ImageDraw
from ruamel.yaml import YAML

from server.core.asking import Actor, Op
from server.core.deciding import join
from server.core.records import Card, Step
from server.core.text import Text
from tests.core.world import FORMATS, HOST, Day

Line = dict[str, object]

DEMONSTRATION = FORMATS / "journee-capitalisation" / "demonstration.yaml"


def texts(file: Path = DEMONSTRATION) -> dict[str, list[Line]]:
    """Give what the simulated people say."""
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))  # type: ignore[no-any-return]


class Held(Day):
    """A day with its files, as a publication takes them."""

    def __init__(self, name: str = "journee-capitalisation") -> None:
        super().__init__(name)
        self.files: dict[str, bytes] = {}

    def add_file(self, content: bytes, who: str = HOST) -> str:
        """Put a picture in the room as the server does; give its id."""
        id = hashlib.sha256(content).hexdigest()
        image = Image.open(io.BytesIO(content))
        width, height = image.size
        kind = str(image.format).lower()
        said: dict[str, object] = {"file": id, "name": f"planche.{kind}", "type": f"image/{kind}"}
        said |= {"size": len(content), "width": width, "height": height}
        op, actor = self._op("file.add", said), Actor("facilitator", who)
        self._write(op, actor, join(self.room, op, self._asked(op, actor)))
        self.files[id] = content
        return id

    def mark_as_demonstration(self, notice: Text) -> None:
        """Say on every page that the room is fictitious, as the opening of a demonstration does."""
        op = Op("notice", "room.edit")
        from server.core.room import patch  # the wire cannot do this: only an opening can

        self._write(op, Actor("facilitator", HOST), [patch(self.room.info, notice=notice)])


def picture(text: str, colour: str) -> bytes:
    """Draw a small board."""
    image = Image.new("RGB", (640, 400), colour)
    pen = ImageDraw.Draw(image)
    for line in range(6):
        pen.arc((40 + 60 * line, 60, 300 + 60 * line, 340), 200 - 20 * line, 340, fill="#171b2b", width=6)
    pen.text((40, 20), text.encode("ascii", "replace").decode(), fill="#171b2b", font_size=28)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def demonstration() -> Held:
    """Hold the whole demonstration day."""
    day, said = Held(), texts()
    day.mark_as_demonstration(Text(**said["notice"]))  # type: ignore[arg-type]
    people = [_arrive(day, n, person) for n, person in enumerate(said["people"])]
    day.ask(HOST, "group.balance", count=7)
    _check_in(day, people, said)
    tables = {a.experience: a.group for a in day.room.records["assignment"].values()}  # type: ignore[attr-defined]
    at: dict[str, list[str]] = {}
    for person in day.room.records["participant"].values():
        at.setdefault(person.group or "", []).append(person.id)  # type: ignore[attr-defined]
    for step, lines in (("decouvrir", "readings"), ("decortiquer", "cards"), ("finaliser", "lessons")):
        day.ask(HOST, "step.start", step=step)
        for n, line in enumerate(said[lines]):
            group = tables[line["experience"]]
            _write(day, at[group][n % len(at[group])], step, group, line)
    for line in said["appraisals"]:
        day.ask(HOST, "appraisal.set", group=tables[line["experience"]], **line)
    for n, line in enumerate(said["comments"]):
        _write(day, people[n % len(people)], "exposition", None, line)
    _put_together(day, said, people)
    return day


def end(day: Day) -> Day:
    """Hold every step of the agenda that was not held, in order, and close the room."""
    for step in sorted(day.room.all(Step), key=lambda step: step.order):
        if step.status == "todo":
            day.ask(HOST, "step.start", step=step.id)
    day.ask(HOST, "room.close")
    return day


def _arrive(day: Held, n: int, person: Line) -> str:
    namings = ("name", "name", "name", "role", "none")
    id = day.join(
        f"p{n}", name=str(person["name"]), role=str(person["role"]), territory=str(person["territory"])
    )
    more = {"carries": person["experience"]} if "experience" in person else {}
    day.ask(id, "participant.edit", participant=id, naming=namings[n % 5], **more)
    return id


def _check_in(day: Held, people: list[str], said: dict[str, list[Line]]) -> None:
    day.ask(HOST, "step.start", step="accueil")
    for person, hope in zip(people, said["hopes"], strict=False):
        day.ask(person, "answer.give", step="accueil", prompt="attente", text=hope)
    for person, line in zip(people, said["ideas"], strict=False):
        chosen = {"value": [line["idea"]], "text": line["why"]}
        day.ask(person, "answer.give", step="pourquoi-maintenant", prompt="idees", **chosen)
    for person, word in zip(people, said["closings"], strict=False):
        day.ask(person, "answer.give", step="cloture", prompt="mot", text=word)
        day.ask(person, "answer.give", step="cloture", prompt="bilan", value=["plutot"])
    for person, line in zip(people, said["afterwards"], strict=False):
        day.ask(person, "answer.give", step="cloture", prompt="suite", text=line)
    for n, text in enumerate(said["questions"]):
        day.ask(people[n], "card.write", card=f"q{n}", step="theorie", kind="question", text=text)


def _write(day: Held, who: str, step: str, group: str | None, line: Line) -> None:
    said = {"kind": "enseignement", **line, "step": step, "group": group, "card": f"c{day.now}"}
    day.ask(who, "card.write", **said)


def _put_together(day: Held, said: dict[str, list[Line]], people: list[str]) -> None:
    by_text = {card.text: card.id for card in day.room.all(Card)}
    day.ask(HOST, "step.start", step="mise-en-commun")
    for n, line in enumerate(said["near"]):
        cards = [by_text[text] for text in line["cards"]]  # type: ignore[attr-defined]
        against = [by_text[text] for text in line["against"]]  # type: ignore[attr-defined]
        words = {key: line[key] for key in ("criterion", "stance")}
        day.ask(HOST, "statement.write", statement=f"s{n}", text=line["statement"], cards=cards, **words)
        if against:
            day.ask(HOST, "statement.draw", statement=f"s{n}", cards=against, how="contradicts")
    for line in said["edits"]:
        day.ask(HOST, "card.edit", card=by_text[line["of"]], text=line["to"])  # type: ignore[index]
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for n in range(0, len(said["near"]), 3):
        for place, voter in enumerate(people[:12]):
            weight = 1 + (place % 2) * 2 if n % 2 else 3 - (place % 7 == 0)
            day.ask(voter, "vote.cast", on=f"statement/s{n}#agreement", weight=weight)
    day.ask(HOST, "vote.close", on="statements", how="agreement")
    day.ask(HOST, "vote.open", on="proposals", how="points", most=3)
    day.ask(HOST, "vote.open", on="proposals", how="plane")
    for n, line in enumerate(said["proposals"]):
        on = [f"s{place}" for place in line["statements"]]  # type: ignore[attr-defined]
        day.ask(people[n], "proposal.write", **{**line, "proposal": f"r{n}", "statements": on})
        for voter in people[: 20 - n]:
            day.ask(voter, "vote.cast", on=f"proposal/r{n}", weight=1 + n % 3)
        for place, voter in enumerate(people[:9]):
            for axis, weight in (("impact", 5 - (n + place) % 3), ("effort", 1 + (2 * n + place % 2) % 5)):
                day.ask(voter, "vote.cast", on=f"proposal/r{n}#{axis}", weight=weight)
    for n, line in enumerate(said["commitments"]):
        on_proposal = f"r{line['proposal']}"
        day.ask(people[n], "commitment.make", **{**line, "commitment": f"e{n}", "proposal": on_proposal})
    for n, line in enumerate(said["boards"]):
        file = day.add_file(picture(str(line["theme"]), ["#f4d35e", "#dde4f7", "#d8ebdd", "#f9e2d6"][n % 4]))
        day.ask(HOST, "board.add", board=f"b{n}", file=file, caption=line["caption"], alt=line["alt"])
