/** Going over the table's cards to say which impact domains each touches, and adding the evidence that is missing. */

import { useMemo, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { DomainShape } from "../../parts/icons";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { newestFirst, onSheet, type Sheet, useFull } from "./sheet";
import { Withdrawn } from "./withdrawn";

const PAGE = 30;

/** The domains step. */
export function DomainsGrid({ sheet }: { sheet: Sheet }) {
  const { room } = useVisit();
  const [only, setOnly] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const { step, group, experience } = sheet;
  const full = useFull(sheet);
  const cards = room
    .all("card")
    .filter((card) => !card.withdrawn && onSheet(card, sheet))
    .sort(newestFirst);
  const bare = cards.filter((card) => card.domains.length === 0);
  // What was bare when the list was asked for stays in it while it is tagged: nothing jumps away under a finger.
  const kept = useMemo(() => new Set(bare.map((card) => card.id)), [only]);
  const listed = only ? cards.filter((card) => kept.has(card.id) || card.domains.length === 0) : cards;
  return (
    <div class="stack">
      <div class="stack-s">
        <h2>{tp("domains.title")}</h2>
        <p class="soft">{tp("domains.help")}</p>
      </div>
      <DomainTotals cards={cards.map((card) => card.domains)} />
      {sheet.canWrite && (
        <Composer
          full={full}
          key={step.id}
          draft={`card/${step.id}/evidence`}
          kinds={sheet.kinds}
          where={{ step: step.id, group, experience }}
          place={`step/${step.id}`}
          label={tp("domains.add")}
        />
      )}
      <div class="row spread">
        <p role="status">
          {cards.length === 0
            ? tp("domains.empty")
            : bare.length > 0
              ? tp("domains.untagged", { n: bare.length })
              : tp("domains.done")}
        </p>
        {cards.length > 0 && (
          <Button aria-pressed={only} onClick={() => setOnly(!only)}>
            {only ? tp("domains.all") : tp("domains.only")}
          </Button>
        )}
      </div>
      {cards.length === 0 && <Empty title={tp("grid.empty")} />}
      <ul class="plain-list pile-list">
        {listed.slice(0, shown).map((card) => (
          <li key={card.id}>
            <CardView id={card.id} kinds={sheet.kinds} tagging withCriterion />
          </li>
        ))}
      </ul>
      {listed.length > shown && (
        <div class="row">
          <Button icon="down" onClick={() => setShown(shown + PAGE)}>
            {tp("domains.count", { n: listed.length - shown })}
          </Button>
        </div>
      )}
      <Withdrawn sheet={sheet} matches={() => true} keys={[]} />
    </div>
  );
}

/** How many of the table's cards touch each domain, as bars with their shape. */
function DomainTotals({ cards }: { cards: string[][] }) {
  const domains = byOrder(useVisit().room.all("domain"));
  const counts = domains.map((domain) => cards.filter((tagged) => tagged.includes(domain.id)).length);
  const most = Math.max(1, ...counts);
  return (
    <ul class="plain-list domain-totals">
      {domains.map((domain, at) => (
        <li key={domain.id}>
          <DomainShape order={domain.order} />
          <span class="domain-name">{say(domain.label)}</span>
          <span class="figures">{tp("domains.count", { n: counts[at] ?? 0 })}</span>
          <meter class="bar" min={0} max={most} value={counts[at] ?? 0} aria-label={say(domain.label)} />
        </li>
      ))}
    </ul>
  );
}
