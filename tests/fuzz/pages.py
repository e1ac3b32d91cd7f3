"""The real client's pages, many in one Node, steered by JSON lines."""

import json
import queue
import subprocess
import threading
from types import TracebackType
from typing import Any

from scripts.ground import CLIENT
from scripts.node import find_node


class Pages:
    """A Node process that runs the pages of one run after the other."""

    def __init__(self) -> None:
        node = find_node()
        self._process = subprocess.Popen(
            ["node", "scripts/pages.mjs"],
            cwd=CLIENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=node.env,
        )
        self.faults: list[str] = []
        """What the pages threw and nobody caught."""
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._count = 0
        self._gate = threading.Lock()
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(60):
            raise RuntimeError("the pages did not start")

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.kill()
        self._process.wait(10)

    def tell(self, name: str, **given: object) -> queue.Queue[Any]:
        """Give an order and go on; the answer will be in the queue."""
        answer: queue.Queue[Any] = queue.Queue()
        with self._gate:
            self._count += 1
            self._answers[self._count] = answer
            assert self._process.stdin
            self._process.stdin.write(json.dumps({"n": self._count, "do": name, **given}) + "\n")
            self._process.stdin.flush()
        return answer

    def ask(self, name: str, **given: object) -> Any:
        """Give an order and wait for its answer."""
        return self.tell(name, **given).get(timeout=60)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            said = json.loads(line)
            if "ready" in said:
                self._ready.set()
            elif "fault" in said:
                self.faults.append(said["fault"])
            else:
                self._answers.pop(said["n"]).put(said["result"])
