/** A part of a page whose file comes when it is first shown, or ahead of that while the network is there. */

import type { ComponentType, JSX } from "preact";
import { t, withWords } from "../words";
import { useFile } from "./file";

/** A component that may not be here yet; `ahead` fetches it without showing it. */
export interface Late<P> {
  (props: P): JSX.Element | null;
  ahead(): void;
}

interface LateOptions {
  /** Shows nothing while the file is on its way, for a part that most people never see. */
  quiet?: boolean;
}

/** Makes a component of one that comes late. */
export function late<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { quiet = false }: LateOptions = {},
): Late<P> {
  let Part: ComponentType<P> | null = null;
  let coming: Promise<true> | null = null;
  const fetch = () => {
    coming ??= withWords(load()).then(
      (file) => {
        Part = file;
        return true as const;
      },
      (failure: unknown) => {
        coming = null;
        throw failure;
      },
    );
    return coming;
  };
  const Shown = (props: P) => {
    const { lost } = useFile("", fetch, Part && true);
    if (Part) return <Part {...props} />;
    if (quiet && !lost) return null;
    return <p class="soft">{t(lost ? "refusal.network.gone" : "app.loading")}</p>;
  };
  Shown.ahead = () => void fetch().catch(() => null);
  return Shown;
}
