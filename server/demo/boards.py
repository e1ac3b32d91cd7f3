"""The graphic facilitator, who draws what they hear and hangs it in the room."""

from pathlib import Path

from server.demo.day import Day
from server.demo.phone import upload
from server.live.ids import new_id
from server.settings import ROOT

NAME = "Zoé (facilitation graphique)"

DRAWN_IN = {
    "histoire": "histoire",
    "quatre-idees": "pourquoi-maintenant",
    "prerequis": "decortiquer",
    "projection": "projection",
}
"""The step in which each board is drawn, by what it shows."""


def hang(day: Day, folder: Path = ROOT / "workshop_formats" / "journee-capitalisation" / "boards") -> None:
    """Hang the boards that were drawn in the step, with what they show for those who cannot see them."""
    for board in day.texts.boards:
        if DRAWN_IN.get(board.theme) != day.step_id:
            continue
        artist = day.cast.graphic or day.cast.invite("graphic", NAME)
        drawing = (folder / f"{board.theme}.png").read_bytes()
        file = upload(
            day.cast.base,
            f"/api/rooms/{day.cast.code}/files",
            f"{board.theme}.png",
            drawing,
            artist.phone.token,
        )
        artist.ask(
            "board.add", board=new_id(), file=file, caption=board.caption, alt=board.alt, step=day.step_id
        )
    day.cast.settle()
