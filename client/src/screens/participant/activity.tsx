/** Shows a step's activity, whose file comes to the phone with its step. */

import { useEffect } from "preact/hooks";
import { loadActivity } from "../../activities";
import { useFile } from "../../parts/file";
import type { ActivityName, Step } from "../../wire.gen";
import { t } from "../../words";
import { tp } from "../../words/participant";

/** An activity's file, or `none` where this build has none. */
const activityFile = async (name: ActivityName) => (await loadActivity(name)) ?? "none";

/** The activity of a step. */
export function StepActivity({ step }: { step: Step }) {
  const { file, lost } = useFile(step.activity, () => activityFile(step.activity));
  if (file === null) return <p class="soft">{t(lost ? "refusal.network.gone" : "app.loading")}</p>;
  if (file === "none") return <p class="soft">{tp("now.missing")}</p>;
  return <file.default key={step.id} step={step} />;
}

const AHEAD: ActivityName[] = ["grid", "checkin", "briefing", "break", "grouping", "gallery"];

/** Fetches the small activities while the network is there, so that a step may begin without it. */
export function useActivitiesAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const name of AHEAD)
        loadActivity(name).then(
          (file) => file?.ahead?.(),
          () => null,
        );
    }, 3_000);
    return () => clearTimeout(timer);
  }, []);
}
