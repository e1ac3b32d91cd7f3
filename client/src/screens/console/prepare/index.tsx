/** Preparing the day: what people will do, with what, and what is printed or kept of it. */

import { useState } from "preact/hooks";
import { Tabs } from "../../../parts/tabs";
import { tr } from "../../../words/prepare";
import { useRoomInfo } from "../state";
import "../../../style/prepare.css";
import { AgendaEditor } from "./agenda";
import { ExperienceEditor } from "./experiences";
import { GridEditor } from "./grid";
import { Keeping } from "./keep";
import { ListImport } from "./list";
import { PageList } from "./pages";

const PARTS = {
  agenda: AgendaEditor,
  experiences: ExperienceEditor,
  grid: GridEditor,
  pages: PageList,
  list: ListImport,
  kit: Keeping,
};
type PartName = keyof typeof PARTS;

/** The parts of the preparation, one at a time. */
export default function Prepare() {
  const [chosen, setChosen] = useState<PartName>("agenda");
  const Part = PARTS[chosen];
  return (
    <div class="prepare">
      {useRoomInfo().closed && <p class="aside-note">{tr("closed")}</p>}
      <Tabs
        label={tr("parts")}
        chosen={chosen}
        onChoose={(id) => setChosen(id as PartName)}
        tabs={(Object.keys(PARTS) as PartName[]).map((id) => ({ id, label: tr(`part.${id}`) }))}
      >
        <Part />
      </Tabs>
    </div>
  );
}
