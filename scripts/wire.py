"""What `make wire` does: writes the wire's schema into docs/, and the client's types from it."""

from __future__ import annotations

import sys

from scripts.ground import CLIENT, ROOT, run
from scripts.node import find_node
from server.web.schema import open_api, wire_schema


def main() -> int:
    """Write docs/wire.schema.json, docs/openapi.json and client/src/wire.gen.ts anew; 0 where all went well."""
    (ROOT / "docs" / "wire.schema.json").write_bytes(wire_schema())
    (ROOT / "docs" / "openapi.json").write_bytes(open_api())
    node = find_node()
    written = run([*node.npm, "run", "--silent", "wire"], cwd=CLIENT, env=node.env)
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main())
