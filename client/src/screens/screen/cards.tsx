/** The cards as they arrive: a calm wall, the newest first, each with where it belongs. */

import { DomainShape } from "../../parts/icons";
import { lies } from "../../views/lineage";
import { counts } from "../../views/matrices";
import { useVisit } from "../../visit";
import type { Card, Step } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { useKept, useScreenStep, useSignature } from "./state";

/** More than a wall can show at a readable size. */
const ON_THE_WALL = 24;

function onWall(cards: Card[], step: Step | null): { cards: Card[]; comments: boolean } {
  const comments = step?.activity === "gallery";
  const shown = cards.filter(lies);
  if (comments) return { cards: shown.filter((card) => card.on !== null), comments };
  const own = shown.filter((card) => counts(card));
  const here = own.filter((card) => card.step === step?.id);
  return { cards: step && ["grid", "briefing"].includes(step.activity) ? here : own, comments };
}

/** The wall. */
export function CardsView() {
  const { room } = useVisit();
  const step = useScreenStep();
  const { cards, comments } = onWall(room.all("card"), step);
  const kept = useKept() && cards.length === 0;
  const newest = [...cards].sort((a, b) => b.at - a.at).slice(0, ON_THE_WALL);
  return (
    <div class="wall-view">
      <div class="wall-head">
        <h1>{comments ? ts("cards.comments") : ts("cards.title")}</h1>
        <p class="wall-count figures" role="status">
          {!kept && ts("cards.count", { n: cards.length })}
        </p>
      </div>
      {newest.length === 0 && <Blank text={ts(kept ? "cards.kept" : "cards.none")} />}
      <ul class="wall plain-list">
        {newest.map((card) => (
          <WallCard key={card.id} card={card} />
        ))}
      </ul>
    </div>
  );
}

function WallCard({ card }: { card: Card }) {
  const { room } = useVisit();
  const sign = useSignature();
  const criterion = card.criterion ? room.one("criterion", card.criterion).value : undefined;
  const experience = card.experience ? room.one("experience", card.experience).value : undefined;
  const kind = room.one("format", "format").value?.kinds.find((one) => one.id === card.kind);
  const domains = card.domains.flatMap((id) => room.one("domain", id).value ?? []);
  return (
    <li class="wall-card new">
      <p class="wall-meta">
        <span class="wall-kind" aria-hidden="true">
          {kind?.symbol}
        </span>
        <span class="unseen">{say(kind?.label)} </span>
        <strong>{say(criterion?.short)}</strong>
        <span>{say(experience?.title)}</span>
      </p>
      <p class="wall-text">{card.text}</p>
      <p class="wall-meta">
        <span>{sign(card)}</span>
        <span class="wall-domains">
          {domains.map((domain) => (
            <span key={domain.id}>
              <DomainShape order={domain.order} size={22} />
              <span class="unseen">{say(domain.label)}</span>
            </span>
          ))}
        </span>
      </p>
    </li>
  );
}
