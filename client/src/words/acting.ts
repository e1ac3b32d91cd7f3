/** The words around taking an action back. */

import { dictionary } from "./index";

export const tActing = dictionary(
  { undo: "Annuler", undone: "C’est annulé." },
  { undo: "Undo", undone: "Taken back." },
);
