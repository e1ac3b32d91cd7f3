/** Shows a step's activity, whose file comes to the phone with its step. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type ActivityProps, loadActivity } from "../../activities";
import type { ActivityName, Step } from "../../wire.gen";
import { t } from "../../words";
import { tp } from "../../words/participant";

/** What is known of an activity's file: still on its way, or that this build has none. */
type Found = { name: ActivityName; Show: ComponentType<ActivityProps> | null };

/** The activity of a step. */
export function StepActivity({ step }: { step: Step }) {
  const [found, setFound] = useState<Found | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let wanted = true;
    setLost(false);
    loadActivity(step.activity).then(
      (file) => wanted && setFound({ name: step.activity, Show: file?.default ?? null }),
      () => wanted && setLost(true),
    );
    return () => {
      wanted = false;
    };
  }, [step.activity]);
  if (lost) return <p class="soft">{t("refusal.network.gone")}</p>;
  if (found?.name !== step.activity) return <p class="soft">{t("app.loading")}</p>;
  if (!found.Show) return <p class="soft">{tp("now.missing")}</p>;
  return <found.Show key={step.id} step={step} />;
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
