"""What a bench found, as JSON for machines and as Markdown for people."""

from pathlib import Path

import msgspec

from bench.rounds import BareRound, HouseRound, SnapshotRound

GOAL_DEVICES, GOAL_RATE, GOAL_P95 = 300, 20.0, 100.0
GOAL_EMPTY, GOAL_DEVICE = 150_000_000, 90_000


class Report(msgspec.Struct, frozen=True):
    """One run of the bench, on one machine."""

    machine: str
    date: str
    house: list[HouseRound]
    bare: list[BareRound]
    snapshot: SnapshotRound

    def failures(self) -> list[str]:
        """Say which goals were missed."""
        missed = []
        for taken in (*self.house, *self.bare):
            mine = isinstance(taken, HouseRound)
            found = taken.figures
            if mine and (found.lost or found.doubled or found.refused or found.gaps):
                missed.append(
                    f"{found.devices} devices: {found.lost} lost, {found.doubled} doubled, "
                    f"{found.refused} refused, {found.gaps} gaps"
                )
            if mine and found.devices <= GOAL_DEVICES and found.everywhere.p95 > GOAL_P95:
                missed.append(f"{found.devices} devices: p95 {found.everywhere.p95} ms at the last device")
            if mine and found.devices >= GOAL_DEVICES and taken.memory_device > GOAL_DEVICE:
                missed.append(f"{found.devices} devices: {taken.memory_device} bytes each")
            if mine and taken.memory_empty > GOAL_EMPTY:
                missed.append(f"{taken.memory_empty} bytes with an empty house")
        return missed


def write(report: Report, folder: Path, name: str) -> list[Path]:
    """Leave the report in both forms; give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    data, page = folder / f"{name}.json", folder / f"{name}.md"
    data.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
    page.write_text(markdown(report), encoding="utf-8")
    return [data, page]


def markdown(report: Report) -> str:
    """The report as tables."""
    rate = report.house[0].figures.rate
    lines = [
        "# What the room engine costs",
        "",
        f"{report.date}, {report.machine}. {rate:g} ops a second ({report.house[0].figures.ops} in all), two cards "
        "written for one rewritten, ten tables. In the house every op is checked, decided and on disk (SQLite, "
        "WAL, FULL) before it is told; the bare broadcast is Flask-SocketIO on eventlet as it comes, which checks "
        "and keeps nothing. Times are in milliseconds, from sending until a device has it.",
        "",
        "| devices | server | p50 | p95 | p99 | last device p95 | ack p95 | lost | doubled | server's core "
        "| µs a delivery | devices' core | others |",
        "|--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for mine, theirs in zip(report.house, report.bare, strict=True):
        lines += [_row("Récolte", mine), _row("bare", theirs), _ratio(mine, theirs)]
    lines += [
        "",
        f"By what the devices used, they could take in {_least_limit(report):,} frames a second at least: the "
        "figures are the servers' own. *Others* is the part of both cores that anything else used meanwhile.",
        "",
        "| devices | joining by HTTP, s | all entering at once, s | memory empty, MB | a device, kB | bare empty, MB "
        "| a device, kB |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for mine, theirs in zip(report.house, report.bare, strict=True):
        lines.append(
            f"| {mine.figures.devices} | {mine.joining_seconds} | {mine.entering_seconds} "
            f"| {mine.memory_empty / 1e6:.0f} | {mine.memory_device / 1e3:.0f} "
            f"| {theirs.memory_empty / 1e6:.0f} | {theirs.memory_device / 1e3:.0f} |"
        )
    shot = report.snapshot
    lines += [
        "",
        f"A snapshot of {shot.cards:,} cards is {shot.sent_bytes / 1000:.0f} kB on the wire; the first device of a "
        f"class has it {shot.first_ms:g} ms after opening its connection, the next ones after {shot.next_ms:g} ms.",
        "",
        "Made by `make bench`.",
        "",
    ]
    return "\n".join(lines)


def _row(name: str, taken: HouseRound | BareRound) -> str:
    found = taken.figures
    return (
        f"| {found.devices} | {name} | {found.arrival.p50:.1f} | {found.arrival.p95:.1f} | {found.arrival.p99:.1f} "
        f"| {found.everywhere.p95:.1f} | {found.acknowledged.p95:.1f} | {found.lost} | {found.doubled} "
        f"| {found.server_share:.0%} | {found.server_us:.1f} | {found.crowd_share:.0%} | {found.others_share:.0%} |"
    )


def _ratio(mine: HouseRound, theirs: BareRound) -> str:
    one, two = mine.figures, theirs.figures
    pairs = (
        (one.arrival.p50, two.arrival.p50),
        (one.arrival.p95, two.arrival.p95),
        (one.arrival.p99, two.arrival.p99),
        (one.everywhere.p95, two.everywhere.p95),
        (one.acknowledged.p95, two.acknowledged.p95),
    )
    times = " | ".join(f"×{a / b:.2f}" if b else "" for a, b in pairs)
    cost = f"×{one.server_us / two.server_us:.2f}" if two.server_us else ""
    return f"| | *ratio* | {times} | | | | {cost} | | |"


def _least_limit(report: Report) -> int:
    return min(taken.figures.crowd_limit for taken in (*report.house, *report.bare))
