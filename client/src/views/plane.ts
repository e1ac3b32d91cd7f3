/** Where proposals stand between effort and impact, and how to draw them so that they do not hide each other. */

import type { Room } from "../room";
import type { Proposal } from "../wire.gen";
import { cut, lines } from "./pages";
import { type Weighed, weighed } from "./votes";

/** A proposal with both of its means. */
export interface Placed {
  proposal: Proposal;
  /** As it is numbered among all that stand, from 1. */
  number: number;
  impact: Weighed;
  effort: Weighed;
}

/** Gives the proposals that stand, those that have both means, and how many still wait for votes. */
export function placedProposals(room: Room): { placed: Placed[]; waiting: number } {
  const kinds = (room.one("format", "format").value?.proposal_kinds ?? []).map((kind) => kind.id);
  const rank = (kind: string) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  const standing = room
    .all("proposal")
    .filter((one) => !one.withdrawn)
    .sort((a, b) => rank(a.kind) - rank(b.kind) || a.at - b.at || (a.id < b.id ? -1 : 1));
  const placed = standing.flatMap((proposal, at) => {
    const [impact, effort] = ["impact", "effort"].map((axis) =>
      weighed(room.one("tally", `proposal/${proposal.id}#${axis}`).value?.spread),
    );
    return impact && effort ? [{ proposal, number: at + 1, impact, effort }] : [];
  });
  return { placed, waiting: standing.length - placed.length };
}

/** Says whether a proposal has both of its means. */
export function isPlaced(room: Room, proposal: string): boolean {
  return ["impact", "effort"].every((axis) => room.one("tally", `proposal/${proposal}#${axis}`).value?.count);
}

/** What stands beside the plane on the wall, in proposals of one line, and how much of a text is a line there. */
const BESIDE = 9;
const LINE = 50;
/** In the same: what a text takes by its lines, of which three are shown, and a word on voices far apart. */
const BY_LINES = [1, 1, 1.45, 2.05];
const APART = 0.8;

/** Gives the pages that name the proposals of the plane, those with most impact for their effort first. */
export function planePages(placed: Placed[]): Placed[][] {
  const worth = (one: Placed) => one.impact.mean - one.effort.mean;
  const best = [...placed].sort((a, b) => worth(b) - worth(a));
  return cut(best, BESIDE, BESIDE, ({ proposal, impact, effort }) => {
    const high = BY_LINES[Math.min(3, lines(proposal.text, LINE))] ?? 1;
    return high + (impact.apart || effort.apart ? APART : 0);
  });
}

export interface Spot {
  x: number;
  y: number;
}

/**
 * Moves spots that lie on each other apart by as little as it takes, so that each number can be read;
 * where they truly stand is marked by their cross. Always the same for the same votes.
 */
export function spreadOut(spots: Spot[], apart: number, within: [number, number]): Spot[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < 60; round += 1) {
    let still = true;
    for (let a = 0; a < moved.length; a += 1) {
      for (let b = a + 1; b < moved.length; b += 1) {
        still = pushed(moved[a] as Spot, moved[b] as Spot, apart, a + b) && still;
      }
    }
    for (const spot of moved) {
      spot.x = Math.min(within[1], Math.max(within[0], spot.x));
      spot.y = Math.min(within[1], Math.max(within[0], spot.y));
    }
    if (still) break;
  }
  return moved;
}

function pushed(a: Spot, b: Spot, apart: number, turn: number): boolean {
  let [dx, dy] = [b.x - a.x, b.y - a.y];
  let distance = Math.hypot(dx, dy);
  if (distance >= apart) return true;
  if (distance < 0.01) [dx, dy, distance] = [Math.cos(turn * 2.4), Math.sin(turn * 2.4), 1];
  const by = (apart - Math.min(distance, apart - 0.01)) / 2 / distance;
  a.x -= dx * by;
  a.y -= dy * by;
  b.x += dx * by;
  b.y += dy * by;
  return false;
}
