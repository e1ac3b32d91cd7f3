"""The page on security names tests that there are."""

import ast
import re

from tests.house import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        there |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert len(named) > 30
    assert named - there == set()


def test_every_attack_has_a_test() -> None:
    table = PAGE.partition("## Figures")[0]
    rows = re.findall(r"^\| (?!attack|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    assert len(rows) > 25
    assert [attack for attack, _, tests in rows if "`test_" not in tests] == []
