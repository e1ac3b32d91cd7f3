"""A room that gathers several days, published: each day beside the others, and where each card comes from."""

from server.publish import published
from server.publish.document import Table
from server.publish.outline import document
from server.publish.views import blocks
from tests.core.test_gathering import held, together
from tests.core.world import HOST
from tests.publish.test_sheets import read_xlsx


def test_gathered_days_stand_side_by_side_in_the_document_and_in_the_spreadsheet() -> None:
    brest = held("Brest")
    said = {"card": "c9", "group": "g1", "kind": "force", "text": "De Brest seulement", "criterion": "effets"}
    brest.ask("amel", "card.write", **said)
    room = together(held("Lyon"), brest)
    table = next(t for t in blocks(document(room, "fr"), Table) if t.anchor == "matrice-salles")
    assert [cell.text for cell in table.head][1:] == ["Lyon", "Brest"]
    counts = {row.head.text: [cell.number for cell in row.cells] for row in table.rows}
    assert counts["Inscrite dans le temps"] == [2, 2]
    assert sum(sum(line) for line in list(counts.values())[:-1]) == 5  # type: ignore[arg-type]
    assert table.rows[-1].total
    assert counts["Toutes les cartes"] == [2, 3]
    html = published("html", room, {}, "fr").body.decode()
    assert 'id="matrice-salles-image"' in html
    assert "par Lyon." in html
    assert "Table 1 · Brest" in html or "· Brest" in html
    sheets = read_xlsx(published("xlsx", room, {}, "fr").body)
    assert sheets["Prérequis × journées"][0][1:] == ["Lyon", "Brest"]


def test_what_the_tables_of_gathered_days_took_apart_is_said_of_them() -> None:
    said = published("md", together(held("Lyon"), held("Brest")), {}, "fr").body.decode()
    assert "- **1** expérience pilote" in said
    assert "Décortiquée par : Table g1 · Lyon, Table g1 · Brest" in said.replace("\u00a0", " ")
    assert "| Table g1 · Brest | Drôme |" in said


def test_a_gathered_room_names_its_days_and_says_of_no_day_of_its_own_what_was_never_held() -> None:
    lyon = held("Lyon")
    lyon.ask(HOST, "room.edit", date="2026-02-06", place="Salle des Rancy")
    room = together(lyon, held("Brest"))
    said = published("md", room, {}, "fr").body.decode()
    assert "- **2** journées réunies" in said
    assert "- Lyon, 6 février 2026, Salle des Rancy\n- Brest\n" in said
    for untrue in (
        "participant·e\n",
        "engagement\n",
        "Personne n’est encore entré",
        "pas encore tenue",
        "avant la fin de la journée",
        "La journée a été tenue",
    ):
        assert untrue not in said
    assert "qui a pris part à chacune est dit dans sa propre publication" in said


def test_a_gathered_statement_still_says_that_it_rested_on_a_card_that_is_not_shown() -> None:
    day = held("Lyon")
    day.ask(HOST, "statement.release", statement="s1", cards=["c1"])
    day.ask(HOST, "card.hide", card="c2", reason="Hors sujet")
    said = published("md", together(day, held("Brest")), {}, "fr").body.decode()
    assert "- *une carte retirée ou qui n’est pas montrée*" in said
    assert "ne vient d’aucune carte" not in said
    assert "c2 à Lyon" not in said


def test_every_card_of_a_gathered_day_is_counted_in_its_column_also_one_without_a_prerequisite() -> None:
    day = held("Brest")
    day.ask("amel", "card.write", card="c9", group="g1", kind="force", text="À part")
    sheets = read_xlsx(published("xlsx", together(held("Lyon"), day), {}, "fr").body)
    *_, loose, whole = sheets["Prérequis × journées"]
    assert loose == ["Sans prérequis", 0, 1]
    assert whole == ["Toutes les cartes", 2, 3]
