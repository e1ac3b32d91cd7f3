/** The profile of each experience: how much of it touches each domain, as a figure and as a list. */

import { Empty } from "../../parts/chip";
import { DomainShape } from "../../parts/icons";
import { profileOf } from "../../views/findings";
import { lies } from "../../views/lineage";
import { useVisit } from "../../visit";
import { tRead } from "../../words/reading";
import { shortOf, useAcross, useDomains } from "./columns";

const R = 74;
const MIDDLE = 110;

function spot(at: number, of: number, radius: number): [number, number] {
  const angle = (2 * Math.PI * at) / of - Math.PI / 2;
  return [MIDDLE + radius * Math.cos(angle), MIDDLE + radius * Math.sin(angle)];
}

const path = (points: [number, number][]): string =>
  points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/** All profiles on one scale, so that they can be compared. */
export function ProfilesPart() {
  const { room } = useVisit();
  const across = useAcross();
  const domains = useDomains();
  const ids = domains.map((one) => one.id);
  const all = room.all("card").filter(lies);
  const profiles = across.columns.map((column) => {
    const cards = all.filter((card) => across.of(card) === column.id);
    return { column, n: cards.length, shares: profileOf(cards, ids) };
  });
  const most = Math.max(0.01, ...profiles.flatMap(({ shares }) => shares.map(({ share }) => share)));
  if (!profiles.some(({ n }) => n > 0) || ids.length < 3) return <Empty title={tRead("none")} />;
  return (
    <section class="stack">
      <h2>{tRead("profiles.title")}</h2>
      <p class="soft">{tRead("profiles.lead")}</p>
      <ul class="plain-list profiles">
        {profiles.map(({ column, n, shares }) => (
          <li key={column.id} class="profile">
            <h3>{column.label}</h3>
            <svg class="radar" viewBox={`0 0 ${2 * MIDDLE} ${2 * MIDDLE}`} aria-hidden="true">
              {[0.5, 1].map((ring) => (
                <polygon
                  key={ring}
                  class="radar-ring"
                  points={path(ids.map((_, at) => spot(at, ids.length, R * ring)))}
                />
              ))}
              <polygon
                class="radar-area"
                points={path(shares.map(({ share }, at) => spot(at, ids.length, (R * share) / most)))}
              />
              {shares.map(({ domain, share }, at) => {
                const [x, y] = spot(at, ids.length, (R * share) / most);
                return <circle key={domain} class="radar-dot" cx={x} cy={y} r="3.5" />;
              })}
              {domains.map((one, at) => {
                const [x, y] = spot(at, ids.length, R + 19);
                return (
                  <g key={one.id} transform={`translate(${x - 10} ${y - 10})`}>
                    <DomainShape order={one.order} size={20} />
                  </g>
                );
              })}
            </svg>
            <ul class="plain-list profile-list">
              {shares.map(({ domain, n: touched }, at) => {
                const one = domains[at];
                if (!one) return null;
                return (
                  <li key={domain}>
                    <DomainShape order={one.order} size={14} />
                    <span>{tRead("profile.words", { domain: shortOf(one), n: touched, all: n })}</span>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
