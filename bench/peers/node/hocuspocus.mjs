// Hocuspocus as it comes: one document in memory, merged as a CRDT and told to everybody. `node hocuspocus.mjs PORT`.
import { Server } from "@hocuspocus/server";

const server = new Server({ address: "127.0.0.1", port: Number(process.argv[2]), quiet: true, stopOnSignals: true });
await server.listen();
