/** What a participant reads: the words of the room's page and of its activities. */

import { dictionary } from "./index";
import { fr } from "./participant.fr";

export const tp = dictionary(fr, () => import("./participant.en").then((file) => file.en));
export type ParticipantKey = keyof typeof fr;
