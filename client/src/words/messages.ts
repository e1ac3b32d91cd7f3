/** The words around a facilitator's message. */

import { dictionary } from "./index";

export const tMessages = dictionary(
  {
    from: "Message de l’animation, {at}",
    read: "J’ai lu",
    more: { one: "et {n} autre message", other: "et {n} autres messages" },
    all: "Messages de l’animation",
  },
  () => import("./messages.en").then((file) => file.en),
);
