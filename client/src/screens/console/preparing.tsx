/** The door to the preparation, which loads only when somebody opens it. */

import { late } from "../../parts/late";

/** The preparation, once it is here. */
export const Preparing = late(async () => (await import("./prepare")).default);
