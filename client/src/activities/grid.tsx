/** The grid: a table takes its experience apart, in the way that the step's settings ask for. */

import { late } from "../parts/late";
import { useMine } from "../views/mine";
import { tp } from "../words/participant";
import { CriteriaGrid } from "./grid/criteria";
import { DossierButton } from "./grid/dossier";
import { ReadyBar } from "./grid/ready";
import { type Mode, useSheet } from "./grid/sheet";
import { NoTable, TableLine } from "./grid/table";
import type { ActivityProps } from "./index";

const ReadingGrid = late(async () => (await import("./grid/reading")).ReadingGrid);
const DomainsGrid = late(async () => (await import("./grid/domains")).DomainsGrid);
const LessonsGrid = late(async () => (await import("./grid/lessons")).LessonsGrid);

/** Fetches the ways of the grid that a later step may ask for. */
export function ahead(): void {
  for (const grid of [ReadingGrid, DomainsGrid, LessonsGrid]) grid.ahead();
}

const MODES = {
  reading: ReadingGrid,
  criteria: CriteriaGrid,
  domains: DomainsGrid,
  lessons: LessonsGrid,
} satisfies Record<Mode, unknown>;

/** My table's grid in a step. */
export default function Grid({ step }: ActivityProps) {
  const { experience } = useMine();
  const sheet = useSheet(step);
  if (!sheet) return <NoTable />;
  const Body = MODES[sheet.mode];
  return (
    <div class="grid-step stack">
      <div class="row spread table-head">
        <TableLine />
        {experience && sheet.mode !== "reading" && (
          <DossierButton experience={experience} label={tp("grid.dossier")} />
        )}
      </div>
      <Body key={`${step.id}/${sheet.group}/${sheet.experience}`} sheet={sheet} />
      <ReadyBar sheet={sheet} />
    </div>
  );
}
