/** How good the last balance of groups is, and which wishes could not hold. */

import { Chip } from "../../parts/chip";
import { useVisit } from "../../visit";
import type { BrokenWish } from "../../wire.gen";
import { hour, listed } from "../../words";
import { tDesk } from "../../words/attention.console";
import { useTables } from "./state";

/** The report of the last balance; nothing before the first. */
export function Quality() {
  const plan = useVisit().room.one("plan", "plan").value;
  if (!plan || plan.sizes.length === 0) return null;
  const least = Math.min(...plan.sizes);
  const most = Math.max(...plan.sizes);
  const broken = plan.wishes;
  return (
    <section class="quality stack-s" aria-live="polite">
      <h3>{tDesk("quality.title", { time: hour(plan.at) })}</h3>
      <p class="row">
        <Chip>
          {least === most
            ? tDesk("quality.sizes.same", { n: least })
            : tDesk("quality.sizes", { least, most })}
        </Chip>
        <Alike trait="role" n={plan.alike.role ?? 0} />
        <Alike trait="territory" n={plan.alike.territory ?? 0} />
        {broken.length === 0 && <Chip tone="good">{tDesk("quality.kept")}</Chip>}
      </p>
      {broken.length > 0 && (
        <>
          <p>{tDesk("quality.broken")}</p>
          <ul class="plain-list stack-s">
            {broken.map((wish) => (
              <li key={JSON.stringify(wish)} class="broken-wish">
                <Broken wish={wish} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small soft">{tDesk("quality.why")}</p>
    </section>
  );
}

/** One wish that did not hold: whom it is about, and why where that is known. */
function Broken({ wish }: { wish: BrokenWish }) {
  const { room } = useVisit();
  const tables = useTables();
  const people = listed(wish.people.map((id) => room.one("participant", id).value?.name ?? "–"));
  const table = listed(wish.groups.map((id) => tables.find((one) => one.id === id)?.name ?? "–"));
  const what = tDesk(`broken.${wish.wish}`, { people, table });
  return (
    <>
      <strong>{what}</strong>
      {wish.why && <span class="soft"> {tDesk(`why.${wish.why}`)}</span>}
    </>
  );
}

function Alike({ trait, n }: { trait: "role" | "territory"; n: number }) {
  if (n === 0) return <Chip tone="good">{tDesk(`quality.${trait}.none`)}</Chip>;
  return <Chip>{tDesk(`quality.${trait}`, { n })}</Chip>;
}
