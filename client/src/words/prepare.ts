/** The words with which a day is prepared, loaded when somebody prepares one. */

import { dictionary } from "./index";
import { prepareEn } from "./prepare.en";
import { prepareFr } from "./prepare.fr";

export const tr = dictionary(prepareFr, prepareEn);
export type PrepareKey = keyof typeof prepareFr;
