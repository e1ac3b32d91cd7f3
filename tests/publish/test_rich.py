"""Markdown that people write becomes HTML that can hurt nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from server.publish.pandoc_rich import nodes_of
from server.publish.plain import markdown_of
from server.publish.rich import clean, html_of
from server.publish.typeset import typst_of
from tests.core.world import recipe
from tests.publish.hostile import CORPUS, Look, assert_inert


@pytest.mark.parametrize("text", CORPUS)
def test_a_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    look = Look(html_of(text))
    assert_inert(look)
    assert not look.open
    assert not look.crossed


@given(st.lists(st.sampled_from([*CORPUS, "<", ">", "[", "](", ")", "\n", "`", "*", "&"]), max_size=8))
def test_hostile_texts_put_together_do_nothing_either(parts: list[str]) -> None:
    assert_inert(Look(html_of("".join(parts))))


@given(st.text(max_size=200))
def test_clean_html_stays_as_it_is(text: str) -> None:
    html = html_of(text)
    assert clean(html) == html


def test_raw_html_is_read_as_the_text_that_it_is() -> None:
    assert html_of("Un <b>mot</b>") == "<p>Un &lt;b&gt;mot&lt;/b&gt;</p>"


def test_a_link_tells_nobody_where_its_reader_comes_from() -> None:
    assert Look(html_of("[la Fonda](https://fonda.asso.fr)")).named("a") == [
        {"href": "https://fonda.asso.fr", "rel": "noopener noreferrer"}
    ]


def test_a_picture_is_shown_only_where_it_is_one_of_our_own_files() -> None:
    ours = f"/api/rooms/K7MPQ2/files/{'a' * 64}"
    for elsewhere in (
        "https://ailleurs.example/a.png",
        "//ailleurs.example/a.png",
        "/api/rooms/../x",
        ours + "/..",
    ):
        assert "<img" not in html_of(f"![dessin]({elsewhere})"), elsewhere
    assert f'src="{ours}"' in html_of(f"![dessin]({ours})")


def test_a_first_level_heading_leaves_the_page_its_own() -> None:
    assert html_of("# Titre") == "<h2>Titre</h2>"


def test_every_shipped_page_keeps_its_words_through_html_and_back_to_markdown() -> None:
    for page in recipe().pages.values():
        html = html_of(page.markdown.fr)
        again = html_of(markdown_of(html, level=1))
        assert Look(again).text.split() == Look(html).text.split()
        assert [tag for tag, _ in Look(again).tags] == [tag for tag, _ in Look(html).tags]


@pytest.mark.parametrize(
    "text",
    [
        "Taper `a_b < c & d`, puis `x\\y`.",
        "Taper `` un `accent` ``.",
        "| a | b |\n| --- | --- |\n| x | `q|r` |",
        "Avant.\n\n    if a < b:\n        c_d = `e`\n\nAprès.",
        "Avant.\n\n* * *\n\nAprès.",
        "5. cinq\n6. six",
    ],
)
def test_code_rules_and_numbers_are_the_same_in_the_markdown(text: str) -> None:
    again = MarkdownIt("commonmark").enable("table").render(markdown_of(html_of(text), level=1))
    assert re.sub(r"\s", "", again.replace("<hr />", "<hr>")) == re.sub(r"\s", "", html_of(text))


@pytest.mark.parametrize(("text", "start"), [("5. cinq", 5), ("٣. ثلاثة", 3), (f"{10**12}. trop", 1)])
def test_a_list_begins_at_its_number_on_paper_and_in_office_documents(text: str, start: int) -> None:
    html = html_of(text)
    assert f"enum(start: {start}, " in typst_of(html, 1)
    assert nodes_of(html, 1)[0]["c"][0][0] == start  # type: ignore[index]


def test_a_listing_keeps_its_lines_on_paper_and_in_office_documents() -> None:
    html = html_of("    un\n      deux")
    assert 'text("un") + linebreak() + text("  deux")' in typst_of(html, 1)
    assert "LineBreak" in str(nodes_of(html, 1))


def test_a_table_in_a_text_is_a_table_on_paper_whose_short_rows_are_filled() -> None:
    made = typst_of(html_of("| Année | Budget |\n| --- | --- |\n| 2017 | 12 **€** |\n| 2018 |  |"), 1)
    assert made == (
        'tabled((text("Année"), text("Budget"),), (text("2017"), text("12 ") + strong(text("€")),),'
        ' (text("2018"), [],))'
    )


def test_the_columns_of_a_table_in_a_text_have_the_room_that_they_ask_for_in_office_documents() -> None:
    texts = ["an", "Un texte bien plus long que les autres", *["an"] * 5]
    html = html_of("\n".join(f"| {' | '.join(row)} |" for row in (texts, ["---"] * 7, texts)))
    _, _, columns, *_ = nodes_of(html, 1)[0]["c"]  # type: ignore[misc]
    widths = [width["c"] for _, width in columns]
    assert widths[1] > 2 * widths[0]
    assert sum(widths) == pytest.approx(1)
    assert "Dense Heading" in str(nodes_of(html, 1))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("À faire :\n- un\n- deux", "<p>À faire :</p><ul><li>un</li><li>deux</li></ul>"),
        ("À faire :\n1. un\n2. deux", "<p>À faire :</p><ol><li>un</li><li>deux</li></ol>"),
        ("- un\n  - sous\n- deux", "<ul><li>un<ul><li>sous</li></ul></li><li>deux</li></ul>"),
        ("1. un\n   - sous\n2. deux", "<ol><li>un<ul><li>sous</li></ul></li><li>deux</li></ol>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1. un\n- deux", "<ol><li>un</li></ol><ul><li>deux</li></ul>"),
        ("- un\n\n  suite\n- deux", "<ul><li><p>un</p><p>suite</p></li><li><p>deux</p></li></ul>"),
        ("- un\nsuite\n- deux", "<ul><li>unsuite</li><li>deux</li></ul>"),
        ("Un départ en\n2018. Puis un autre", "<p>Un départ en2018. Puis un autre</p>"),
        ("Avant\n- - -\naprès", "<p>Avant</p><hr><p>après</p>"),
        ("Avant\n\n    - du code", "<p>Avant</p><pre><code>- du code</code></pre>"),
    ],
)
def test_a_list_is_one_right_below_a_line_and_within_another_by_two_spaces(text: str, shown: str) -> None:
    assert html_of(text).replace("\n", "") == shown
