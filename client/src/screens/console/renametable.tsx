/** Giving a table another name. */

import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import type { Group } from "../../wire.gen";
import { tc } from "../../words/console";

/** Asks for a table's name. */
export function RenameTable({ table, open, onClose }: { table: Group; open: boolean; onClose: () => void }) {
  const act = useAct();
  const [name, setName] = useState(table.name);
  useEffect(() => setName(table.name), [table.name, open]);
  const save = async (event: Event) => {
    event.preventDefault();
    const said = tc("did.table.rename", { table: name.trim() });
    if (await act("group.rename", { group: table.id, name }, said)) onClose();
  };
  return (
    <Dialog open={open} title={tc("tables.rename")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Field label={tc("tables.name")} value={name} onText={setName} maxLength={60} />
        <div class="row end">
          <Button type="submit" look="main" disabled={!name.trim()}>
            {tc("agenda.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
