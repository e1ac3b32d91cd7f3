"""A page that is opened or reloaded without network: what it shows, what it keeps, and what it never keeps."""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from server.demo.phone import call
from tests.browser.tables import Table, card, lay
from tests.browser.windows import ROOT, OpenWindow, no_wider_than_the_window, violations
from tests.house import OpenRoom, Server, wait_until

DIST = ROOT / "client" / "dist"
KEPT = """async () => {
    if (!navigator.serviceWorker.controller) return [];
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map((request) => new URL(request.url).pathname);
}"""
"""The addresses of all that the service worker keeps, once it answers for the page."""

SEEN = """async () => {
    // Whoever opens what is not there yet makes it, and makes it empty.
    if (!(await indexedDB.databases()).some((one) => one.name === "recolte-seen")) return [];
    const open = indexedDB.open("recolte-seen");
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const asked = base.transaction("kept").objectStore("kept").getAllKeys();
    const keys = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    base.close();
    return keys.filter((key) => !key.includes("/"));
}"""
"""The codes of the rooms that the device keeps as it saw them."""

VERSION = "() => document.querySelector('meta[name=version]').content"
PATIENCE = 30.0
LATER = "feedfacecafe"


def settled(page: Page, code: str) -> None:
    """Wait until the device holds what it needs without network."""
    wait_until(lambda: page.evaluate(KEPT), PATIENCE, "the page is kept")
    wait_until(lambda: page.evaluate(SEEN) == [code], PATIENCE, "the room is kept")


def test_a_page_reloaded_without_network_shows_the_room_as_it_was_and_sends_once_what_is_written(
    table: Table, window: OpenWindow
) -> None:
    table.write("Posée le matin.")
    page = window(table.address("Amel"))
    expect(card(page, "Posée le matin.")).to_be_visible()
    settled(page, table.room.code)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("La salle telle que vue à")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=20_000)
    expect(card(page, "Posée le matin.")).to_be_visible()
    assert violations(page) == []
    assert no_wider_than_the_window(page)
    lay(page, "Écrite sans réseau.")
    expect(card(page, "Écrite sans réseau.")).to_contain_text("pas encore envoyée")
    page.reload()
    expect(card(page, "Écrite sans réseau.")).to_contain_text("pas encore envoyée", timeout=20_000)
    for name in ("table", "others", "me"):
        page.locator(f"a[href='#{name}']").click()
        expect(page.locator("h1")).to_be_visible()
    assert table.cards() == ["Posée le matin."]
    page.context.set_offline(False)
    expect(page.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("La salle telle que vue à")).to_have_count(0)
    wait_until(lambda: sorted(table.cards()) == ["Posée le matin.", "Écrite sans réseau."])


def test_only_what_is_the_same_for_everybody_is_kept_by_the_service_worker(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    settled(page, table.room.code)
    page.reload()
    page.get_by_role("link", name="Moi").click()
    with page.expect_response("**/devices"):
        page.get_by_role("button", name="Afficher mon code personnel").click()
    for path in (f"/api/rooms/{table.room.code}", "/version.json", "/health", "/p/abcdef"):
        page.evaluate("(path) => fetch(path).then((answer) => answer.text())", path)
    page.goto(f"/r/{table.room.code}/publication")
    expect(page.locator("h1").first).to_be_visible()
    kept = page.evaluate(KEPT)
    assert "/" in kept
    assert [path for path in kept if not re.fullmatch(r"/|/favicon\.svg|/assets/[\w.-]+", path)] == []


def test_a_room_is_forgotten_by_a_device_that_leaves_it_or_is_let_in_no_more(
    table: Table, window: OpenWindow
) -> None:
    page = window(table.address("Amel"))
    settled(page, table.room.code)
    page.get_by_label("Écrire une carte").fill("Une phrase que je")
    page.get_by_role("link", name="Moi").click()
    page.get_by_role("button", name="Quitter la salle").click()
    expect(page.get_by_role("dialog")).to_contain_text("Un texte que vous aviez commencé n’est pas envoyé")
    page.get_by_role("dialog").get_by_role("button", name="Quitter", exact=False).last.click()
    wait_until(lambda: page.evaluate(SEEN) == [], PATIENCE, "the room is forgotten")
    other = window(table.address("Bruno"))
    settled(other, table.room.code)
    other.goto("about:blank")
    call(
        table.room.base,
        f"/api/rooms/{table.room.code}",
        token=table.room.tokens["facilitator"],
        method="DELETE",
    )
    other.goto(f"/r/{table.room.code}")
    expect(other.get_by_text("Cette salle a été effacée le")).to_be_visible(timeout=20_000)
    wait_until(lambda: other.evaluate(SEEN) == [], PATIENCE, "the room is forgotten")


def later_build(folder: Path) -> Path:
    """Copy the client as a later build would be: another name, and its first file under another."""
    # Without what was packed beside the files, which would be of the earlier build.
    shutil.copytree(DIST, folder, ignore=shutil.ignore_patterns("*.br"))
    page = (folder / "index.html").read_text("utf-8")
    version = re.search(r'name="version" content="(\w+)"', page)
    first = re.search(r"/assets/(index-[\w-]+\.js)", page)
    assert version
    assert first
    for file in [*folder.glob("*.*"), *folder.glob("assets/*.js")]:
        text = file.read_text("utf-8").replace(version[1], LATER).replace(first[1], "index-LATER000.js")
        file.write_text(text, "utf-8")
    (folder / "assets" / first[1]).rename(folder / "assets" / "index-LATER000.js")
    return folder


def serving(client: Path) -> list[str]:
    """The command that serves another client than the one that was built here."""
    swapped = (
        "import msgspec, pathlib, runpy, server.settings as said; read = said.read_settings; "
        f"said.read_settings = lambda: msgspec.structs.replace(read(), client_dir=pathlib.Path({str(client)!r})); "
        "runpy.run_module('server', run_name='__main__')"
    )
    return [sys.executable, "-c", swapped]


def test_an_upgraded_server_is_followed_at_once_and_what_is_kept_follows_it(
    data: Path, tmp_path: Path, window: OpenWindow
) -> None:
    with Server(data) as server:
        room: OpenRoom = server.open_room()
        _, token = room.join("Amel")
        page = window(f"{server.base}/r/{room.code}#t={token}")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible()
        settled(page, room.code)
        before = page.evaluate(VERSION)
        server.kill()
        # Nobody answers: the page that is kept opens, and with it the room.
        page.reload()
        expect(page.get_by_text("La salle telle que vue à")).to_be_visible(timeout=20_000)
        assert page.evaluate(VERSION) == before
        server.command = serving(later_build(tmp_path / "later"))
        server.start()
        # The page finds that it is older than the server, and reloads by itself.
        wait_until(lambda: version_of(page) == LATER, PATIENCE, "the page is the later one")
        expect(page.get_by_text("Enregistré", exact=True)).to_be_visible(timeout=20_000)
        named = f"async () => (await caches.keys()).join() === 'recolte-{LATER}'"
        wait_until(lambda: page.evaluate(named), PATIENCE, "the earlier build is let go")
        assert "/assets/index-LATER000.js" in page.evaluate(KEPT)
        wait_until(lambda: page.evaluate(SEEN) == [room.code], PATIENCE, "the room is kept")
        server.kill()
        page.reload()
        assert page.evaluate(VERSION) == LATER
        expect(page.get_by_text("Pas de réseau")).to_be_visible(timeout=20_000)


def version_of(page: Page) -> str:
    """The build that the page belongs to; nothing while it reloads."""
    return str(page.locator("meta[name=version]").first.get_attribute("content", timeout=5_000) or "")
