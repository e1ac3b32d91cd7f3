"""What the room keeps of a person, given to that person and to nobody else."""

from flask import Blueprint, Response, request

from server.core.refusals import Refused
from server.live.house import House
from server.publish.personal import as_json, as_markdown
from server.web.http import bearer, language_of, refuse_often
from server.web.limits import Limits


def personal_calls(house: House, limits: Limits) -> Blueprint:
    """The one call on a person's own data; not for facilitators either, or no answer would be secret."""
    calls = Blueprint("mine", __name__)

    @calls.get("/api/rooms/<typed>/mine.<form>")
    def mine(typed: str, form: str) -> Response:
        """Give a person all that is theirs, as Markdown or as JSON."""
        grant = bearer(house, typed, "facilitator", "graphic", "participant")
        refuse_often(limits.documents, grant)
        if form not in ("json", "md"):
            raise Refused("publication.form", form=form[:20])
        room = house.room(grant.room).read(lambda room: room.copy())
        person = grant.participant or ""
        language = language_of(request.args.get("language"))
        made = as_json(room, person) if form == "json" else as_markdown(room, person, language)
        reply = Response(
            made, content_type="application/json" if form == "json" else "text/markdown; charset=utf-8"
        )
        reply.headers["Content-Disposition"] = f'attachment; filename="recolte-{grant.room}-moi.{form}"'
        reply.headers["Cache-Control"] = "private, no-store"
        return reply

    return calls
