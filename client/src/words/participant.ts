/** What a participant reads: the words of the room's page and of its activities. */

import { dictionary } from "./index";
import { en } from "./participant.en";
import { fr } from "./participant.fr";

export const tp = dictionary(fr, en);
export type ParticipantKey = keyof typeof fr;
