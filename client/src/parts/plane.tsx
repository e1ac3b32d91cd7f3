/** Proposals between effort and impact: a picture for the eye, and the same as a table to read or to hear. */

import "../style/votes.css";
import { type Placed, placedProposals, type Spot, spreadOut } from "../views/plane";
import { useVisit } from "../visit";
import { language } from "../words";
import { tv } from "../words/votes";
import { Chip, Empty } from "./chip";

const SIZE = 100;
const EDGE = 5;
const scale = (mean: number): number => EDGE + ((mean - 1) / 4) * (SIZE - 2 * EDGE);
const long = (spread: number): number => (spread / 4) * (SIZE - 2 * EDGE);

function figure(mean: number): string {
  return mean.toLocaleString(language.value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

interface PlaneProps {
  /** On the screen, the proposals that are named beside the picture, in large; no table then. */
  listed?: Placed[];
}

/** The plane of the room's proposals. */
export function Plane({ listed }: PlaneProps) {
  const { room } = useVisit();
  const { placed, waiting } = placedProposals(room);
  if (placed.length === 0) return <Empty title={tv("plane.none")} />;
  const kinds = (room.one("format", "format").value?.proposal_kinds ?? []).map((kind) => kind.id);
  return (
    <figure class={`plane ${listed ? "large" : ""}`}>
      <Drawing placed={placed} kinds={kinds} />
      <figcaption class="stack-s">
        <p class="small soft">{tv("plane.what")}</p>
        {waiting > 0 && <p class="small soft">{tv("plane.unplaced", { n: waiting })}</p>}
        {listed ? (
          <Key listed={listed} kinds={kinds} />
        ) : (
          <details>
            <summary>{tv("plane.table")}</summary>
            <PlaneTable placed={placed} />
          </details>
        )}
      </figcaption>
    </figure>
  );
}

function Drawing({ placed, kinds }: { placed: Placed[]; kinds: string[] }) {
  const true_ = placed.map(({ impact, effort }) => ({ x: scale(effort.mean), y: SIZE - scale(impact.mean) }));
  const spots = spreadOut(true_, 7.2, [3.6, SIZE - 3.6]);
  return (
    <div class="plane-frame">
      <span class="plane-y" aria-hidden="true">
        {tv("impact")} →
      </span>
      <div class="plane-field">
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={tv("plane.title")}>
          <rect class="plane-good" x="0" y="0" width={SIZE / 2} height={SIZE / 2} />
          <path class="plane-middle" d={`M${SIZE / 2} 0V${SIZE}M0 ${SIZE / 2}H${SIZE}`} />
          {placed.map((one, at) => (
            <Cross key={one.proposal.id} one={one} at={true_[at] as Spot} spot={spots[at] as Spot} />
          ))}
          {placed.map((one, at) => (
            <Point
              key={one.proposal.id}
              one={one}
              spot={spots[at] as Spot}
              square={kinds.indexOf(one.proposal.kind) % 2 === 1}
            />
          ))}
        </svg>
        <span class="plane-word now">{tv("plane.now")}</span>
        <span class="plane-word big">{tv("plane.big")}</span>
        <span class="plane-word small-extras">{tv("plane.small")}</span>
        <span class="plane-word doubt">{tv("plane.doubt")}</span>
      </div>
      <span class="plane-x" aria-hidden="true">
        {tv("effort")} →
      </span>
    </div>
  );
}

/** Where a proposal truly stands, with how far the voices lie apart on both axes. */
function Cross({ one, at, spot }: { one: Placed; at: Spot; spot: Spot }) {
  const [wide, high] = [long(one.effort.spread), long(one.impact.spread)];
  return (
    <g class="plane-cross">
      <path d={`M${at.x - wide} ${at.y}h${2 * wide}M${at.x} ${at.y - high}v${2 * high}`} />
      <path class="plane-lead" d={`M${at.x} ${at.y}L${spot.x} ${spot.y}`} />
    </g>
  );
}

function Point({ one, spot, square }: { one: Placed; spot: Spot; square: boolean }) {
  const words = tv("plane.point", {
    text: one.proposal.text,
    impact: figure(one.impact.mean),
    effort: figure(one.effort.mean),
  });
  return (
    <g class={`plane-point ${square ? "square" : ""}`}>
      <title>{words}</title>
      {square ? (
        <rect x={spot.x - 2.9} y={spot.y - 2.9} width="5.8" height="5.8" />
      ) : (
        <circle cx={spot.x} cy={spot.y} r="3.3" />
      )}
      <text x={spot.x} y={spot.y} dy="0.36em">
        {one.number}
      </text>
    </g>
  );
}

/** What the numbers mean, beside the picture in large. */
function Key({ listed, kinds }: { listed: Placed[]; kinds: string[] }) {
  return (
    <ol class="plane-key plain-list">
      {listed.map((one) => (
        <li key={one.proposal.id}>
          <span class={`plane-number ${kinds.indexOf(one.proposal.kind) % 2 === 1 ? "square" : ""}`}>
            {one.number}
          </span>
          <span>
            <span class="plane-key-text">{one.proposal.text}</span>
            <span class="unseen">
              {tv("impact")} {figure(one.impact.mean)}, {tv("effort")} {figure(one.effort.mean)}
            </span>
            {(one.impact.apart || one.effort.apart) && <Chip tone="warn">{tv("plane.apart")}</Chip>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function PlaneTable({ placed }: { placed: Placed[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page must scroll by keyboard
    <section class="plane-table" tabIndex={0} aria-label={tv("plane.table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{tv("plane.proposal")}</th>
            <th scope="col">{tv("impact")}</th>
            <th scope="col">{tv("effort")}</th>
          </tr>
        </thead>
        <tbody>
          {placed.map(({ proposal, number, impact, effort }) => (
            <tr key={proposal.id}>
              <th scope="row">
                {number}. {proposal.text}
                {(impact.apart || effort.apart) && <Chip tone="warn">{tv("plane.apart")}</Chip>}
              </th>
              {[impact, effort].map(({ mean, spread, voices }, at) => (
                <td key={at === 0 ? "impact" : "effort"} class="figures">
                  {tv("plane.mean", { mean: figure(mean), spread: figure(spread) })}
                  <span class="small soft"> ({tv("voices", { n: voices })})</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
