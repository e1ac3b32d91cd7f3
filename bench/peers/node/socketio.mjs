// Node's Socket.IO as it comes: tells every op to everybody, checks and keeps nothing. `node socketio.mjs PORT`.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, reply) => reply.end("ok"));
const io = new Server(http, { transports: ["websocket"] });
let told = 0;

io.on("connection", (socket) => {
  socket.on("op", (body, answer) => {
    told += 1;
    const { args } = body;
    const record = { ...args, rev: told, author: "nobody" };
    const op = { id: body.id, by: "nobody", at: Date.now(), changes: [["put", "card", args.card, record]] };
    io.emit("frame", { prev: told - 1, seq: told, ops: [op] });
    answer({ ok: told });
  });
});

http.listen({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 2048 });
