/** Says to who is here that they are noted as gone, and lets them be counted again. */

import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { useMine } from "../../views/mine";
import { tp } from "../../words/participant";

/** The slip; nothing for who is counted. */
export function Gone() {
  const { person, canWrite } = useMine();
  const act = useAct();
  return (
    <div role="status">
      {person?.left && canWrite && (
        <div class="look-slip">
          <p>{tp("gone.text")}</p>
          <Button onClick={() => void act("participant.return", { participant: person.id })}>
            {tp("gone.back")}
          </Button>
        </div>
      )}
    </div>
  );
}
