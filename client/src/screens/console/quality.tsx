/** How good the last balance of groups is, and which wishes could not hold. */

import { Chip } from "../../parts/chip";
import { useVisit } from "../../visit";
import { tDesk } from "../../words/attention.console";

const WISHES = ["together", "apart", "hosts", "size"] as const;

/** The report of the last balance; nothing before the first. */
export function Quality() {
  const plan = useVisit().room.one("plan", "plan").value;
  if (!plan || plan.sizes.length === 0) return null;
  const least = Math.min(...plan.sizes);
  const most = Math.max(...plan.sizes);
  const broken = WISHES.flatMap((wish) => {
    const n = plan.broken[wish] ?? 0;
    return n > 0 ? [tDesk(`broken.${wish}`, { n })] : [];
  });
  return (
    <section class="quality stack-s" aria-live="polite">
      <h3>{tDesk("quality.title")}</h3>
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
          <ul class="plain-list row">
            {broken.map((words) => (
              <li key={words}>
                <Chip tone="warn">{words}</Chip>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small soft">{tDesk("quality.why")}</p>
    </section>
  );
}

function Alike({ trait, n }: { trait: "role" | "territory"; n: number }) {
  if (n === 0) return <Chip tone="good">{tDesk(`quality.${trait}.none`)}</Chip>;
  return <Chip>{tDesk(`quality.${trait}`, { n })}</Chip>;
}
