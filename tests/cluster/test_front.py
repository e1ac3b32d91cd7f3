"""nginx in front: a room goes to one process by its code when all is well, and to another when it is not."""

import http.client
import json
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import websocket

from scripts.cluster.cluster import Cluster
from scripts.cluster.front import Front, Site
from scripts.cluster.ports import free_port
from tests.cluster.certificate import certificate_for
from tests.cluster.conftest import at_processes, open_room
from tests.house import OpenRoom, card, wait_until

pytestmark = pytest.mark.services


def test_the_devices_of_a_room_come_to_one_process_and_rooms_to_both(whole: Cluster) -> None:
    homes = set()
    for _ in range(8):
        room = open_room(whole.base)
        phones = [room.facilitator(), room.facilitator(["polling"]), room.phone("Amel")]
        there = at_processes(whole)
        assert sorted(there) == [0, 3]
        homes.add(there.index(3))
        for phone in phones:
            phone.leave()
        wait_until(lambda: sum(at_processes(whole)) == 0)
    assert homes == {0, 1}, "eight rooms at one process of two: once in 128 runs"


def test_a_room_is_served_by_another_process_where_its_own_is_dead_and_comes_back_to_it(
    whole: Cluster,
) -> None:
    """Fault: the process of a room is killed. Expected: the next device is let in at once, by another process."""
    room = open_room(whole.base)
    console = room.facilitator()
    home = at_processes(whole).index(1)
    written = console.ask("group.add", group="g1", name="Une table")
    whole.processes[home].kill()
    wait_until(lambda: not console.connected)
    began = time.monotonic()
    again = room.facilitator()
    assert time.monotonic() - began < 5
    assert again.seq == written
    assert at_processes(whole)[1 - home] == 1
    again.ask("group.add", group="g2", name="Une autre")
    again.leave()
    whole.processes[home].launch().answered()
    # nginx passes a process over for two seconds after it did not answer.
    time.sleep(2.1)
    back = room.facilitator()
    assert at_processes(whole)[home] == 1
    assert back.of("group").keys() == {"g1", "g2"}
    back.leave()


def test_a_room_whose_process_stands_still_is_served_by_another_to_devices_that_wait_eight_seconds(
    whole: Cluster,
) -> None:
    """Fault: the process of a room is frozen (SIGSTOP): it takes connections and says nothing.

    Expected: a phone, which waits eight seconds for a line and then asks for another, comes in elsewhere.
    """
    room = open_room(whole.base)
    console = room.facilitator()
    home = at_processes(whole).index(1)
    address = f"{whole.base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&room={room.code}"
    whole.processes[home].pause()
    try:
        line = websocket.create_connection(address, timeout=8)
        assert line.recv().startswith("0")
        line.close()
    finally:
        whole.processes[home].go_on()
    console.leave()
    wait_until(lambda: sum(at_processes(whole)) == 0, 15)


def test_a_hall_comes_back_at_once_where_every_process_was_started_anew(whole: Cluster) -> None:
    """Fault: all processes are restarted together, as an upgrade does.

    Expected: nobody waits for somebody else's line to end.
    """
    room = open_room(whole.base)
    for process in whole.processes:
        process.kill()
    address = f"{whole.base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&room={room.code}"
    with pytest.raises(websocket.WebSocketBadStatusException, match="502"):
        websocket.create_connection(address, timeout=8)
    for process in whole.processes:
        process.launch()
    for process in whole.processes:
        process.answered()
    # As long as nginx passes over who did not answer.
    time.sleep(2.1)
    lines = [websocket.create_connection(address, timeout=8) for _ in range(6)]
    for line in lines:
        assert line.recv().startswith("0")
        line.close()
    wait_until(lambda: sum(at_processes(whole)) == 0, 15)


def secured(processes: Sequence[str], folder: Path) -> Site:
    """A front of localhost with a certificate of its own, on ports that are free."""
    certificate, key = certificate_for("localhost", folder)
    return Site(
        tuple(processes),
        name="localhost",
        port=free_port(),
        plain=free_port(),
        certificate=str(certificate),
        key=str(key),
        log="access.log",
    )


@pytest.fixture
def behind_tls(whole: Cluster, tmp_path: Path) -> Iterator[Front]:
    """A second nginx in front of the same processes, with a certificate of its own."""
    site = secured(whole.front.site.processes if whole.front else (), tmp_path)
    front = Front(tmp_path / "nginx", site)
    assert "successful" in front.check()
    yield front.start()
    front.stop()


def entered(front: Front, room: OpenRoom, origin: str) -> dict[str, object]:
    """Enter a room by a WebSocket over TLS, as a page of an origin does; give the answer."""
    site = front.site
    line = websocket.create_connection(
        f"wss://localhost:{site.port}/socket.io/?EIO=4&transport=websocket&room={room.code}",
        timeout=10,
        origin=origin,
        sslopt={"ca_certs": site.certificate},
    )
    try:
        assert line.recv().startswith("0")
        line.send("40" + json.dumps({"token": room.tokens["facilitator"]}))
        assert line.recv().startswith("40")
        line.send('420["enter",{"since":null}]')
        while not (said := line.recv()).startswith("430"):
            pass
        answer: dict[str, object] = json.loads(said[3:])[0]
        return answer
    finally:
        line.close()


def test_a_room_is_entered_over_tls_by_its_own_pages_and_by_nobody_elses(
    whole: Cluster, behind_tls: Front
) -> None:
    site = behind_tls.site
    room = open_room(whole.base)
    trusting = ssl.create_default_context(cafile=site.certificate)
    with urllib.request.urlopen(f"https://localhost:{site.port}/r/{room.code}", context=trusting) as page:
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"]
    secret = f"https://localhost:{site.port}/p/a-secret-in-the-path"
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(secret, context=trusting)
    answer = entered(behind_tls, room, f"https://localhost:{site.port}")
    assert answer["me"]["code"] == room.code  # type: ignore[index]
    with pytest.raises(websocket.WebSocketBadStatusException):
        entered(behind_tls, room, "https://elsewhere.example")
    logged = (behind_tls.folder / "access.log").read_text("utf-8")
    assert f"/r/{room.code}" in logged
    assert "a-secret" not in logged
    assert not any(token in logged for token in room.tokens.values() if token)


def test_no_log_of_nginx_holds_the_path_of_a_shared_publication(tmp_path: Path) -> None:
    # Nobody serves: what goes wrong is in the log of errors, with what was asked.
    site = secured((f"127.0.0.1:{free_port()}",), tmp_path)
    front = Front(tmp_path / "nginx", site).start()
    trusting = ssl.create_default_context(cafile=site.certificate)
    try:
        for path in ("p/a-secret-in-the-path", "r/K7MPQ2"):
            for base in (f"https://localhost:{site.port}", f"http://localhost:{site.plain}"):
                with pytest.raises(OSError):
                    urllib.request.urlopen(f"{base}/{path}", context=trusting, timeout=10)
    finally:
        front.stop()
    logged = "".join(file.read_text("utf-8") for file in front.folder.glob("*.log"))
    assert "/r/K7MPQ2" in logged
    assert "a-secret" not in logged


OF_A_DAY = """
import http.server

class OfADay(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        day = str(self.server.server_address[1])
        there = not self.path.startswith("/assets/") or self.path == f"/assets/{day}.js"
        self.send_response(200 if there else 404)
        self.end_headers()
        self.wfile.write(day.encode())

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OfADay)
print(server.server_address[1], flush=True)
server.serve_forever()
"""
"""A process of one day, which has the files of that day's pages and no others, and says its port."""


def test_a_page_gets_its_files_and_its_version_from_a_process_of_its_day_while_an_upgrade_goes_on(
    tmp_path: Path,
) -> None:
    days = [
        subprocess.Popen([sys.executable, "-c", OF_A_DAY], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ports = [day.stdout.readline().strip() for day in days if day.stdout]
    served = tuple(f"127.0.0.1:{port}" for port in ports)
    front = Front(tmp_path / "nginx", Site(served, port=free_port())).start()

    def got(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{front.site.port}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    try:
        for number in range(12):
            for port in ports:
                assert got(f"/assets/{port}.js") == port
            page = got(f"/r/K7MP{number:02}/console")
            assert got(f"/version.json?room=K7MP{number:02}") == page
        with pytest.raises(urllib.error.HTTPError, match="404"):
            got("/assets/of-no-day.js")
        assert got(f"/assets/{ports[0]}.js"), "who has not a file is not taken for dead"
    finally:
        front.stop()
        for day in days:
            day.kill()
            day.communicate()


def test_who_comes_without_tls_is_sent_to_it(behind_tls: Front) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as sent:
        urllib.request.build_opener(Stay).open(f"http://localhost:{behind_tls.site.plain}/r/K7MPQ2")
    assert sent.value.code == 301
    assert sent.value.headers["Location"] == "https://localhost/r/K7MPQ2"


def test_an_address_that_a_stranger_claims_for_themselves_frees_them_of_no_limit(whole: Cluster) -> None:
    """Attack: codes are guessed under ever new addresses in `X-Forwarded-For`. Expected: nginx names the real one."""
    codes = set()
    for number in range(90):
        # From an address of this machine at which nobody else in these tests is.
        door = http.client.HTTPConnection("127.0.0.1", whole.port, source_address=("127.0.0.9", 0))
        claimed = {"X-Forwarded-For": f"198.51.100.{number}"}
        door.request("GET", f"/api/rooms/ZZZZ{number:02}", headers=claimed)
        codes.add(door.getresponse().status)
        door.close()
        if 429 in codes:
            break
    assert codes == {404, 429}


def test_a_card_of_two_megabytes_is_refused_in_one_sentence_and_not_by_nginx(whole: Cluster) -> None:
    room = open_room(whole.base)
    phone = room.phone()
    reply = phone.send_raw(
        "op", {"id": "0" * 12, "name": "card.write", "args": card("constat", None, text="x" * 2_000_000)}
    )
    assert reply["refused"] == "op.too-large"
    phone.leave()
