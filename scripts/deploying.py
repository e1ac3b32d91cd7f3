"""The page on deploying shows files of `deploy/` whole: `python -m scripts.deploying` writes both anew."""

from __future__ import annotations

import re

from scripts.cluster.front import EXAMPLE, configuration
from scripts.ground import ROOT

FOLDER = ROOT / "deploy"
PAGE = ROOT / "docs" / "deploy.md"
SHOWN = {"nginx": "nginx.conf", "ini": "recolte@.service", "dockerfile": "Containerfile"}
"""The file that each block of the page shows, by the language that the block names."""


def in_page(page: str) -> str:
    """Give the page with the files in it as they are now."""
    for language, name in SHOWN.items():
        shown = (FOLDER / name).read_text("utf-8")
        block = re.compile(rf"(?<=```{language}\n).*?(?=```)", re.DOTALL)
        page = block.sub(lambda _, shown=shown: shown, page, count=1)  # type: ignore[misc]
    return page


def main() -> None:
    """Write nginx's configuration from its template, then the page."""
    (FOLDER / "nginx.conf").write_text(configuration(EXAMPLE), "utf-8")
    PAGE.write_text(in_page(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
