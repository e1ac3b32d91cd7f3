/** The words around a facilitator's message. */

import { dictionary } from "./index";

export const tMessages = dictionary(
  {
    from: "Message de l’animation, {at}",
    read: "J’ai lu",
    more: { one: "et {n} autre message", other: "et {n} autres messages" },
    all: "Messages de l’animation",
  },
  {
    from: "Message from the facilitator, {at}",
    read: "Got it",
    more: { one: "and {n} more message", other: "and {n} more messages" },
    all: "Messages from the facilitator",
  },
);
