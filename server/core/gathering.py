"""Several days in one room: their statements and cards come in with where they came from, and nobody's name.

The new room starts from the first day's set-up. What another day calls by the same id and the same
words is the same thing (a prerequisite, a domain, an experience); what it calls otherwise comes in
beside. Cards, appraisals, statements and proposals are brought as they stand, with the tables that
wrote them and what each took apart: what was withdrawn or hidden stays where it is, and so do people,
votes, answers and commitments, which were given to that day alone.
"""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from server.core.lineage import lies, stands_in
from server.core.records import (
    Alternative,
    Appraisal,
    Assignment,
    Card,
    Criterion,
    Domain,
    Experience,
    FormatInfo,
    Group,
    Origin,
    Proposal,
    Record,
    Source,
    Statement,
    Step,
)
from server.core.room import Change, Room, patch, put

R = TypeVar("R", Criterion, Domain, Experience)
Names = Mapping[str, str]

LONGEST = 64


def gathered(into: Room, day: Room, number: int, title: str = "") -> list[Change]:
    """Give the changes that bring one day into the new room; `number` counts the days, from 1.

    `title` is what the day is called there, where its own would not tell it from another.
    """
    return _Bringing(into, day, number, title or day.info.title).changes()


class _Bringing:
    """One day on its way into another room, with what each of its things is called there."""

    def __init__(self, into: Room, day: Room, number: int, title: str) -> None:
        self.into, self.day, self.number, self.title = into, day, number, title
        self.origin = f"o{number}"
        self.made: list[Change] = []

    def changes(self) -> list[Change]:
        info = self.day.info
        self.made.append(
            put(
                Origin(
                    id=self.origin,
                    order=self.number,
                    title=self.title,
                    date=info.date,
                    place=info.place,
                    code=info.code,
                    anonymous=info.anonymous,
                )
            )
        )
        called = self._words()
        criteria = self._shared(Criterion, "label")
        domains = self._shared(Domain, "label")
        experiences = self._shared(Experience, "title")
        groups = self._groups()
        self._given(experiences, groups)
        cards = self._cards(criteria, domains, experiences, groups, called["kinds"])
        self._appraisals(criteria, experiences, groups, called["scale"])
        statements = self._statements(criteria, cards)
        self._proposals(statements, groups, called["proposal_kinds"])
        return self.made

    def _own(self, id: str) -> str:
        """What a thing of this day is called in the new room."""
        return f"{self.origin}-{id}"[:LONGEST]

    def _words(self) -> dict[str, Names]:
        """Make the kinds, the scale, the rounds and the kinds of proposal of both days known.

        Gives what each is called in the new room; a round is the same whatever its title.
        """
        ours, theirs = self.into.need(FormatInfo, "format"), self.day.need(FormatInfo, "format")
        fields: dict[str, object] = {}
        called: dict[str, Names] = {}
        for field in ("kinds", "scale", "rounds", "proposal_kinds"):
            known = {one.id: one for one in getattr(ours, field)}
            names: dict[str, str] = {}
            more = []
            for one in getattr(theirs, field):
                named = "id" if field == "rounds" else "label"
                same = self._same(known, one.id, named, getattr(one, named))
                names[one.id] = same or (self._own(one.id) if one.id in known else one.id)
                if same is None:
                    more.append(msgspec.structs.replace(one, id=names[one.id]))
            called[field] = names
            if more:
                fields[field] = [*getattr(ours, field), *more]
        if fields:
            self.made.append(patch(ours, **fields))
        return called

    def _shared(self, kind: type[R], named: str) -> dict[str, str]:
        """Find each prerequisite, domain or experience in the new room, or bring it beside those there."""
        names: dict[str, str] = {}
        known = {one.id: one for one in self.into.all(kind)}
        order = max((one.order for one in known.values()), default=0)
        for one in self.day.in_order(kind):
            same = self._same(known, one.id, named, getattr(one, named))
            names[one.id] = same or (self._own(one.id) if one.id in known else one.id)
            if same is not None:
                continue
            order += 1
            fields: dict[str, object] = {"id": names[one.id], "order": order}
            if isinstance(one, Experience):
                # Only the first day's dossiers come in; a document that is not here would hold a place unseen.
                here = self.into.records["file"]
                fields |= {"page": None, "files": [id for id in one.files if id in here]}
            self.made.append(put(msgspec.structs.replace(one, **fields)))
        return names

    def _same(self, known: Mapping[str, object], id: str, named: str, words: object) -> str | None:
        """Find what bears an id and its words in the new room, also where an earlier day brought it beside."""
        ids = [id, *(f"o{number}-{id}"[:LONGEST] for number in range(1, self.number))]
        return next((id for id in ids if id in known and getattr(known[id], named) == words), None)

    def _groups(self) -> dict[str, str]:
        names: dict[str, str] = {}
        order = max((one.order for one in self.into.all(Group)), default=0)
        for one in self.day.in_order(Group):
            order += 1
            names[one.id] = self._own(one.id)
            name = f"{one.name} · {self.title}"
            self.made.append(
                put(
                    msgspec.structs.replace(one, id=names[one.id], order=order, name=name, origin=self.origin)
                )
            )
        return names

    def _given(self, experiences: Names, groups: Names) -> None:
        """Bring what each table took apart; who received it stays where it was, as all people do."""
        for one in self.day.all(Assignment):
            group, experience = groups.get(one.group), experiences.get(one.experience or "")
            if group is not None and experience is not None:
                self.made.append(
                    put(
                        Assignment(
                            id=f"{group}:{one.round}", group=group, round=one.round, experience=experience
                        )
                    )
                )

    def _cards(
        self, criteria: Names, domains: Names, experiences: Names, groups: Names, kinds: Names
    ) -> dict[str, str]:
        standing = [one for one in self.day.all(Card) if lies(one)]
        names = {one.id: self._own(one.id) for one in standing}
        called = {"card": names, "experience": experiences, "group": groups}
        lessons, here = _lesson_steps(self.day), next(iter(_lesson_steps(self.into)), None)
        for one in standing:
            on_kind, _, on_id = (one.on or "").partition("/")
            on = called.get(on_kind, {}).get(on_id)
            self._bring(
                one,
                id=names[one.id],
                kind=kinds.get(one.kind, one.kind),
                step=here if one.step in lessons else None,
                group=groups.get(one.group or ""),
                experience=experiences.get(one.experience or ""),
                criterion=criteria.get(one.criterion or ""),
                domains=[domains[domain] for domain in one.domains if domain in domains],
                on=f"{on_kind}/{on}" if on is not None else None,
                origin=self.origin,
            )
        return names

    def _appraisals(self, criteria: Names, experiences: Names, groups: Names, scale: Names) -> None:
        for one in self.day.all(Appraisal):
            group, criterion = groups.get(one.group), criteria.get(one.criterion)
            if group is None or criterion is None:
                continue
            experience = experiences.get(one.experience or "")
            id = f"{group}:{experience or ''}:{criterion}"
            level = scale.get(one.level, one.level)
            self._bring(one, id=id, group=group, experience=experience, criterion=criterion, level=level)

    def _statements(self, criteria: Names, cards: Names) -> dict[str, str]:
        standing = [one for one in self.day.all(Statement) if stands_in(self.day.records, one.id)]
        names = {one.id: self._own(one.id) for one in standing}
        first = max((one.order for one in self.into.all(Statement)), default=0)
        for one in standing:
            # Of a card that stays where it is, only that there was one: a statement is to say that it rested on it.
            sources = [
                Source(
                    card=self._own(source.card),
                    text=source.text if source.card in cards else "",
                    how=source.how,
                )
                for source in one.sources
            ]
            self._bring(
                one,
                id=names[one.id],
                criterion=criteria.get(one.criterion or ""),
                sources=sources,
                merged=[names[id] for id in one.merged if id in names],
                merged_into=names.get(one.merged_into or ""),
                order=first + one.order,
                origin=self.origin,
            )
        return names

    def _proposals(self, statements: Names, groups: Names, kinds: Names) -> None:
        for one in self.day.all(Proposal):
            if not one.withdrawn:
                self._bring(
                    one,
                    id=self._own(one.id),
                    kind=kinds.get(one.kind, one.kind),
                    statements=[statements[id] for id in one.statements if id in statements],
                    group=groups.get(one.group or ""),
                )

    def _bring(self, record: Record, **fields: object) -> None:
        """Bring a record under nobody's name."""
        others = [Alternative(text=other.text) for other in getattr(record, "alternatives", [])]
        blank = {"author": None, "alternatives": others}
        self.made.append(put(msgspec.structs.replace(record, **blank, **fields)))


def _lesson_steps(room: Room) -> list[str]:
    """The steps in which tables choose what they want to pass on: that is said of a card by its step alone."""
    return [step.id for step in room.in_order(Step) if step.settings.get("mode") == "lessons"]
