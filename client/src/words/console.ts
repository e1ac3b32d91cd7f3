/** The words of the facilitator's console, loaded with it. */

import { consoleEn } from "./console.en";
import { consoleFr } from "./console.fr";
import { dictionary } from "./index";

export const tc = dictionary(consoleFr, consoleEn);
export type ConsoleKey = keyof typeof consoleFr;
