// Reads lines of JSON, a device and its op, and answers each with a line of base64: the Yjs update by which
// that device sets the op in a map of its own document. A device keeps its document, as a page does that
// stays open: one for each op would let the server's state grow by a client with every op.
import { createInterface } from "node:readline";
import * as Y from "yjs";

const documents = new Map();
let update;

function documentOf(device) {
  if (!documents.has(device)) {
    const made = new Y.Doc();
    made.on("update", (bytes) => {
      update = bytes;
    });
    documents.set(device, made);
  }
  return documents.get(device);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [device, op] = JSON.parse(line);
  documentOf(device)
    .getMap("cards")
    .set(op.id, { id: op.id, ...op.args });
  process.stdout.write(`${Buffer.from(update).toString("base64")}\n`);
}
