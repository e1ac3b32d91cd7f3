/** The synthesis step on a participant's page: the same board, to read, or to edit where it is opened. */

import { Board } from "../screens/synthesis/board";
import { Rights } from "../screens/synthesis/rights";

/** Shows the board in the frame of the step. */
export default function SynthesisActivity() {
  return (
    <div class="stack synthesis-step">
      <Rights />
      <Board />
    </div>
  );
}
