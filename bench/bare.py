"""What a list costs a browser by itself: a page without any script but the one that puts the next card on top.

Beside the figures of our own page it says how much of them is the browser's, and not to be had back.
"""

from playwright.sync_api import CDPSession, Page

from bench.pictures import pictures

LISTED = 24
"""How many cards lie on the page: as many as a phone draws of a pile at first."""

PUT_ON_TOP = 20
"""How many are put there, one a picture; the last one in the list goes each time."""

STYLE = """
    body { margin: 8px; font: 16px sans-serif; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { margin-bottom: 8px; padding: 8px; border: 1px solid #ccc; border-radius: 8px; background: #fff; }
"""

CARD = """
    <header><b>Constat</b> <span>Amina</span> <time>14:05</time></header>
    <p>Deux heures par atelier, avec le café et la garde d’enfants sur place.</p>
    <footer><span>Individuel</span> <button>Modifier</button> <button>Plus</button></footer>
"""

PUT = """([card, count]) => new Promise((done) => {
    const list = document.querySelector("ul");
    let left = count;
    const next = () => {
        const item = document.createElement("li");
        item.innerHTML = card;
        list.prepend(item);
        list.lastElementChild.remove();
        if (--left > 0) requestAnimationFrame(next); else done();
    };
    requestAnimationFrame(next);
})"""


def lay_out(page: Page) -> None:
    """Make the page: a heading and a list of cards, as plain as a browser has them."""
    items = f"<li>{CARD}</li>" * LISTED
    page.set_content(
        f"<!doctype html><meta name=viewport content='width=device-width'><style>{STYLE}</style>"
        f"<h1>Une pile</h1><ul>{items}</ul>"
    )
    page.bring_to_front()
    page.wait_for_timeout(1_000)


def put_cards(page: Page, wire: CDPSession) -> list[float]:
    """Put cards on top, one a picture; give the milliseconds of the main thread for each picture."""
    return pictures(wire, page, lambda: page.evaluate(PUT, [CARD, PUT_ON_TOP]))
