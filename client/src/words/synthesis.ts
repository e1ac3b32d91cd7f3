/** The words of the synthesis board. */

import { dictionary } from "./index";
import { en } from "./synthesis.en";
import { fr } from "./synthesis.fr";

export const tBoard = dictionary(fr, en);
export type BoardKey = keyof typeof fr;
