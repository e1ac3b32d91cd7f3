/** A page of the format, to read together. */

import { PageText } from "../../parts/chip";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import type { ViewProps } from "./state";

/** The page named by the console; where it is longer than the wall, it scrolls by keyboard and wheel. */
export function PageView({ reference }: ViewProps) {
  const { room } = useVisit();
  const page = reference ? room.one("page", reference).value : undefined;
  if (!page) return <Blank alone text={ts("page.gone")} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text longer than the wall must scroll by keyboard
    <section class="page-view" tabIndex={0} aria-label={say(page.title)}>
      <h1>{say(page.title)}</h1>
      <PageText page={page} />
    </section>
  );
}
