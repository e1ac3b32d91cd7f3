"""Publications in the making: asked for, followed until they are there, fetched, or stopped; and Markdown tried out."""

from flask import Blueprint, Response

from server.core.asking import LIMITS
from server.core.refusals import Refused
from server.live.house import House
from server.live.making import Making, Makings
from server.publish import ARCHIVE
from server.publish.rich import html_of
from server.web.http import answer, bearer, body, refuse_often
from server.web.limits import Limits
from server.web.publications import sent, wish_of
from server.web.wire import AskMaking, MakingState, MarkdownShown, MarkdownText


def making_calls(house: House, makings: Makings, limits: Limits) -> Blueprint:
    """The calls on publications in the making."""
    calls = Blueprint("makings", __name__)

    def found(typed: str, id: str) -> Making:
        """Give a making that this reader may have."""
        grant = bearer(house, typed)
        made = makings.find(grant.room, id)
        if made.wish.form == ARCHIVE and grant.seat != "facilitator":
            raise Refused("access.denied")
        return made

    @calls.post("/api/rooms/<typed>/markdown")
    def markdown(typed: str) -> Response:
        """Give Markdown as the publication will show it; nothing is written."""
        bearer(house, typed, "facilitator")
        text = body(MarkdownText).text
        if len(text) > LIMITS["text"]:
            raise Refused("text.too-long", length=len(text), limit=LIMITS["text"])
        return answer(MarkdownShown(html=house.native(lambda: html_of(text))))

    @calls.post("/api/rooms/<typed>/makings")
    def begin(typed: str) -> Response:
        """Have the publication made; how far it is can be asked, and what was made be fetched."""
        grant = bearer(house, typed)
        refuse_often(limits.documents, grant)
        asked = body(AskMaking)
        made = makings.ask(wish_of(house, grant, asked.form, asked.language, small=asked.small))
        return answer(state(made), 202)

    @calls.get("/api/rooms/<typed>/makings/<id>")
    def follow(typed: str, id: str) -> Response:
        return answer(state(found(typed, id)))

    @calls.get("/api/rooms/<typed>/makings/<id>/file")
    def fetch(typed: str, id: str) -> Response:
        made = found(typed, id)
        if made.phase != "done":
            raise Refused(made.why or "publication.failed")
        return sent(made)

    @calls.delete("/api/rooms/<typed>/makings/<id>")
    def stop(typed: str, id: str) -> Response:
        """Stop waiting; the making is stopped where nobody else waits for it."""
        made = found(typed, id)
        makings.give_up(made)
        return answer(state(made))

    def state(made: Making) -> MakingState:
        return MakingState(
            id=made.id,
            seq=made.wish.seq,
            form=made.wish.form,
            phase=made.phase,
            ahead=makings.ahead(made),
            why=made.why or "",
        )

    return calls
