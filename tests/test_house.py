"""What must be listed, is: activities, words, ops, settings, sights, rules; what is missing is named."""

import ast
import re
from pathlib import Path

import msgspec
import pytest

from server.core.access import MAY, MAY_WHEN_CLOSED, nobody
from server.core.activities import ACTIVITIES
from server.core.deciding import RULES
from server.core.records import KINDS
from server.core.refusals import CODES
from server.core.room import MERGED_TEXTS
from server.core.sight import SEES
from server.core.viewing import BY_GROUP, UNDER_POLICY, UNSIGNED
from server.web.guard import OURS
from server.web.problems import STATUS

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "client" / "src"
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text("utf-8")
RULES_PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z.]+)` \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)


def names_of_all_tests() -> list[str]:
    """The name of every test in Python."""
    names: list[str] = []
    for file in (ROOT / "tests").rglob("test_*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names += [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return names


@pytest.mark.parametrize("name", sorted(ACTIVITIES))
def test_every_activity_has_a_screen_of_the_same_name(name: str) -> None:
    assert (CLIENT / "activities" / f"{name}.tsx").is_file()
    assert f'"./{name}.tsx"' in (CLIENT / "activities" / "index.ts").read_text("utf-8")


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_r11_every_refusal_has_a_sentence_in_both_languages(code: str, language: str) -> None:
    files = [CLIENT / "words" / f"{part}{language}.ts" for part in ("", "refusals.")]
    assert any(f'"refusal.{code}":' in file.read_text("utf-8") for file in files)


def test_r11_no_sentence_is_kept_for_a_refusal_that_is_no_more() -> None:
    said = set(re.findall(r'"refusal\.([a-z-]+\.[a-z-]+)":', (CLIENT / "words" / "fr.ts").read_text("utf-8")))
    assert {code for code in said - CODES if not code.startswith("network.")} == set()


def test_no_sentence_is_kept_that_no_page_says() -> None:
    files = {file: file.read_text("utf-8") for file in CLIENT.rglob("*.ts*") if ".test." not in file.name}
    words = "\n".join(text for file, text in files.items() if file.parent.name == "words")
    pages = "\n".join(text for file, text in files.items() if file.parent.name != "words")
    kept = set(re.findall(r'^ +"(?!refusal\.)([\w-]+\.[\w.:-]+)":', words, re.MULTILINE))
    said = set(re.findall(r'"([\w.:-]+)"', pages))
    made = [re.sub(r"\$\{[^}]*\}", "\0", key) for key in re.findall(r"`([^`\s/]*\$\{[^`\n]*)`", pages)]
    made = [re.escape(key).replace("\0", ".+") for key in made if re.search(r"\w\.|\.\w", key)]
    assert len(kept) > 900
    assert [key for key in sorted(kept - said) if not re.fullmatch("|".join(made), key)] == []


def test_every_op_stands_in_the_protocol_with_its_arguments() -> None:
    written = {name: (args, who) for name, args, who in ROW.findall(PROTOCOL)}
    assert written.keys() == RULES.keys()
    for name, rule in RULES.items():
        fields = msgspec.structs.fields(rule.args)
        wanted = ", ".join(f"`{field.encode_name}`" + ("" if field.required else "?") for field in fields)
        assert written[name][0] == wanted, name
        assert (written[name][1] == "the server alone") == (MAY[name] is nobody), name


def test_every_code_stands_in_the_protocol() -> None:
    listed = re.findall(r"`([a-z-]+\.[a-z-]+)`", PROTOCOL.partition("## Codes")[2])
    assert sorted(CODES) == listed


def test_r12_every_op_and_every_kind_has_a_line_in_the_tables_of_access() -> None:
    assert RULES.keys() <= MAY.keys()
    assert KINDS.keys() == SEES.keys()
    assert MAY.keys() >= MAY_WHEN_CLOSED
    assert UNDER_POLICY | BY_GROUP | UNSIGNED | MERGED_TEXTS.keys() <= KINDS.keys()


def test_every_test_that_the_page_on_reliability_names_is_there() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", page)
    assert len(named) > 12
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{file}::{name}"


def test_every_fault_of_the_page_on_reliability_is_held_by_a_test() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8").partition("## How it is tried")[0]
    rows = re.findall(r"^\| (?!fault|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(rows) > 20
    assert [fault for fault, _, held in rows if "::test_" not in held and held != "the same"] == []


def test_every_event_that_a_device_may_send_passes_the_guard() -> None:
    door = (ROOT / "server" / "web" / "socket.py").read_text("utf-8")
    events = set(re.findall(r'server\.on\("([a-z]+)", self\.', door)) - {"connect", "disconnect"}
    assert events >= {"enter", "op"}
    assert [event for event in events if not OURS.match(f'27["{event}",null]')] == []


def test_every_status_is_that_of_a_code() -> None:
    assert STATUS.keys() <= CODES


def test_every_setting_stands_in_the_table_of_the_page_on_deploying() -> None:
    source = (ROOT / "server" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'environ(?:\.get\(|, )"([A-Z_]+)"', source))
    listed = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.MULTILINE)
    )
    assert read
    assert read == listed


def test_every_rule_of_the_house_is_held_by_a_test() -> None:
    rules = re.findall(r"^- \*\*R(\d+)\*\* ", RULES_PAGE, re.MULTILINE)
    assert rules == [str(number) for number in range(1, len(rules) + 1)]
    held = {
        number for name in names_of_all_tests() for number in re.findall(r"(?:^test_|_)r(\d+)(?=_)", name)
    }
    assert set(rules) - held == set(), "no test has these rules in its name"
    assert held - set(rules) == set(), "no rule has these numbers"
