// Reads ops as lines of JSON and writes, for each, the Yjs update by which a device of its own sets it
// in a map, as a line of base64. `node updates.mjs < ops > updates`.
import { createInterface } from "node:readline";
import * as Y from "yjs";

for await (const line of createInterface({ input: process.stdin })) {
  const op = JSON.parse(line);
  const doc = new Y.Doc();
  doc.getMap("cards").set(op.id, { id: op.id, ...op.args });
  console.log(Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64"));
}
