"""A publication that names nobody: in no form, whoever wrote the name, and whoever came or changed theirs later."""

import re
import unicodedata

import pytest

from server.core import journal
from server.core.text import plain
from server.publish import FORMS, PICTURE, Options, published
from server.publish.nameless import Names, known_names
from tests.core.world import HOST, Day
from tests.publish.days import Held, picture
from tests.publish.test_publication import body_of, in_words


def without(day: Day, form: str) -> bytes:
    files = day.files if isinstance(day, Held) else {}
    return published(form, day.room, files, "fr", Options(hidden=known_names(day.entries))).body


@pytest.fixture(scope="module")
def held() -> Held:
    """A day in which somebody has signed everything that can be signed and is named where one can be."""
    day = Held()
    zoe = day.join("zoe", name="Zoélie Kervella", territory="Zoélie")
    day.ask(zoe, "participant.edit", participant=zoe, naming="name")
    day.ask(HOST, "room.edit", title="La journée de Zoélie Kervella", place="Chez Kervella")
    day.table("gz", zoe)
    day.ask(HOST, "group.rename", group="gz", name="Table de Zoélie")
    day.card(zoe, "cz", text="Écrire à ZOELIE, zk@exemple.org", experience="drome")
    day.ask(zoe, "card.write", card="cy", step="exposition", kind="idee", text="zoélie l’a dit", on="card/cz")
    day.ask(
        HOST, "statement.write", statement="sz", criterion=None, text="Zoélie Kervella a raison", cards=["cz"]
    )
    day.ask(
        zoe, "proposal.write", proposal="rz", kind="politique", text="Kervella d’abord", statements=["sz"]
    )
    day.ask(
        zoe, "commitment.make", commitment="ez", proposal="rz", who="Zoélie", what="Appeler Zoélie Kervella"
    )
    file = day.add_file(picture("planche", "#f4d35e"))
    said = {"caption": "Zoélie au mur", "alt": "Zoélie Kervella dessine", "credit": "Zoélie K."}
    day.ask(HOST, "board.add", board="bz", file=file, **said)
    day.ask(
        HOST, "edition.text", section="foreword", language="fr", title="Zoélie", text="Merci à **Zoélie**."
    )
    day.ask(HOST, "experience.edit", experience="drome", title={"fr": "L’atelier de Zoélie"})
    return day


@pytest.mark.parametrize("form", [*FORMS, PICTURE])
def test_no_form_of_a_nameless_publication_says_a_name(held: Held, form: str) -> None:
    if form == PICTURE:
        assert without(held, form) != published(form, held.room, {}, "fr").body
        return
    named = plain(in_words(form, body_of(held, form)))
    assert "kervella" in named
    bare = plain(in_words(form, without(held, form)))
    for name in ("zoelie", "kervella", "exempleorg"):
        assert name not in bare


def test_a_nameless_publication_says_so_and_keeps_the_words_beside_the_names(held: Held) -> None:
    text = in_words("md", without(held, "md"))
    assert "Cette version ne nomme personne" in text
    assert "Ont accepté d’être nommé" not in text
    assert "Appeler […]" in text.replace("\\", "")
    named = published("pdf", held.room, held.files, "fr", Options(hidden=known_names(held.entries))).name
    assert re.fullmatch(r"recolte-la-journee-de-chez.*\.pdf|recolte-la-journee-de\.pdf", named)


def test_who_came_after_a_version_or_changed_their_name_is_not_named_in_it_either() -> None:
    day = Day()
    ana = day.join("ana", name="Anouk")
    day.table("g1", ana)
    day.card(ana, "c1", text="Anouk et Perrine ont ouvert la porte", experience="drome")
    room = journal.replay(day.room.code, day.entries)
    day.ask(ana, "participant.edit", participant=ana, name="Nous")
    day.join("later", name="Perrine L.")
    body = published("md", room, {}, "fr", Options(hidden=known_names(day.entries))).body.decode()
    assert "Anouk" not in body
    assert "Perrine" not in body


def test_words_that_are_names_as_well_and_names_that_are_words_of_the_day_are_told_apart() -> None:
    names = Names(
        ["Claire Petit", "marie", "DUPONT Jean-Luc", "Habitante", "Animation"], ordinary=["habitante"]
    )
    assert (
        names.out_of_text("Claire a une idée claire, petit à petit.")
        == "[…] a une idée claire, petit à petit."
    )
    assert names.out_of_text("merci à marie, à Marie Le Goff et à Jean-Luc") == "merci à […], à […] et à […]"
    assert names.out_of_text("une habitante, l’Animation, Jean") == "une habitante, l’Animation, Jean"
    apart = unicodedata.normalize("NFD", "Avec Élodie, d’Élodie")
    assert Names(["Elodie"]).out_of_text(apart) == "Avec […], d’[…]"
    assert names.out_of_text("Écrire à a.b@c.fr ou d’Hélène") == "Écrire à […] ou d’Hélène"
