/** The words of the room's screen, loaded with it. */

import { dictionary } from "./index";
import { screenEn } from "./screen.en";
import { screenFr } from "./screen.fr";

export const ts = dictionary(screenFr, screenEn);
