import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { defineConfig } from "vitest/config";

/** Names the build by its content-hashed files, so that the same sources give the same name. */
function versionOf(files: string[]): string {
  const names = files.filter((name) => /\.(js|css)$/.test(name)).sort();
  return createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 12);
}

const MARK = "%VERSION%";

/**
 * Writes `version.json` beside the page and the same mark into its head, so that a page left open
 * over an upgrade can tell that it is older than what the server now serves. Both are written at the
 * very end and from one list: files come and go while a build goes on, and two marks that differ would
 * make every page reload.
 */
function versionMark(): Plugin {
  return {
    name: "version-mark",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace("</head>", `  <meta name="version" content="${MARK}">\n  </head>`),
    },
    writeBundle({ dir = "dist" }, bundle) {
      const version = versionOf(Object.keys(bundle));
      const page = join(dir, "index.html");
      writeFileSync(page, readFileSync(page, "utf8").replace(MARK, version));
      writeFileSync(join(dir, "version.json"), JSON.stringify({ version }));
    },
  };
}

/** The files that a chunk needs to run: itself, what it imports, and their styles; with `later`, what it may import too. */
function needs(
  bundle: Rolldown.OutputBundle,
  chunk: Rolldown.OutputChunk,
  later: boolean,
  found: Set<string>,
): void {
  if (found.has(chunk.fileName)) return;
  found.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
  for (const name of later ? [...chunk.imports, ...chunk.dynamicImports] : chunk.imports) {
    const next = bundle[name];
    // The page may open every screen; what a phone keeps ahead is the participant's.
    if (next?.type === "chunk" && !next.isEntry) needs(bundle, next, later, found);
  }
}

/** Says whether a chunk brings a source file, alone or among others. */
function holds(chunk: Rolldown.OutputChunk, source: string): boolean {
  const ids = [chunk.facadeModuleId ?? "", ...chunk.moduleIds];
  return ids.some((id) => id.endsWith(source));
}

/** Gives the chunk that brings a source file. */
function chunkOf(bundle: Rolldown.OutputBundle, source: string): Rolldown.OutputChunk {
  for (const one of Object.values(bundle)) if (one.type === "chunk" && holds(one, source)) return one;
  throw new Error(`${source} is in no file of this build`);
}

/** What a phone keeps to open and write in a room without network: the page, its way in, and the participant's files. */
function keptByPhones(bundle: Rolldown.OutputBundle): string[] {
  const found = new Set<string>();
  for (const [source, later] of [
    ["/index.html", false],
    // Before what shares files with it: from those, too, it leads on to what may come later.
    ["/src/screens/participant.tsx", true],
    ["/src/screens/join.tsx", false],
    ["/src/keeping.ts", false],
    ["/src/seen.ts", false],
    ["/src/words/refusals.fr.ts", false],
    ["/src/words/refusals.en.ts", false],
    ["/src/words/en.ts", false],
  ] as const) {
    needs(bundle, chunkOf(bundle, source), later, found);
  }
  return [...found].sort().map((name) => `/${name}`);
}

/** Tells the service worker which build it is for, and which of its files to keep. */
function workerList(): Plugin {
  return {
    name: "worker-list",
    writeBundle({ dir = "dist" }, bundle) {
      const build = {
        version: versionOf(Object.keys(bundle)),
        files: [...keptByPhones(bundle), "/favicon.svg"],
      };
      const worker = join(dir, "sw.js");
      writeFileSync(worker, `const BUILD=${JSON.stringify(build)};\n${readFileSync(worker, "utf8")}`);
    },
  };
}

/** What opens the line to a room before anything else is there, and all that it needs. */
const EARLY = ["src/early.ts", "src/greeting.ts", "src/pass.ts", "src/remembered.ts"];

/** What every page begins with, and what nobody writes in a room without. */
const BASE = ["src/main.tsx"];
const ROOM = ["src/screens/participant.tsx", "src/activities/grid.tsx"];

type Graph = { getModuleInfo: Rolldown.GetModuleInfo };

const sourceOf = (name: string) => new URL(name, import.meta.url).pathname;

/** Everything that some source files cannot run without, themselves included. */
function ground(sources: string[], graph: Graph): Set<string> {
  const found = new Set(sources.map(sourceOf));
  // A set hands out what is put into it meanwhile, too.
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

/** Says whether a file is brought by a participant's page alone; a console should not read that page's styles. */
function onlyInRoom(id: string, graph: Graph): boolean {
  if (ROOM.some((name) => sourceOf(name) === id)) return true;
  const info = graph.getModuleInfo(id);
  if (!info || info.dynamicImporters.length > 0) return false;
  return info.importers.length > 0 && info.importers.every((one) => onlyInRoom(one, graph));
}

/** The styles of pages that people hold in the hand; those that other pages read as well stay files of their own. */
const HAND = /\/style\/(participant|grid|pile)\.css$/;

/**
 * Names the common file into which a source file goes, if into any. A file more is a request more, and on
 * a weak network six at a time wait for a round trip each.
 */
function together(id: string, graph: Graph): string | null {
  if (BASE.some((name) => sourceOf(name) === id)) return null;
  if (EARLY.some((name) => sourceOf(name) === id)) return "early";
  if (ground(BASE, graph).has(id)) return "base";
  if (!ground(ROOM, graph).has(id)) return null;
  if (id.endsWith(".css")) return HAND.test(id) ? "hand" : null;
  return onlyInRoom(id, graph) ? "room" : "parts";
}

/**
 * Writes the page of rooms: the same page, which asks for a participant's files from its first line on,
 * instead of when the first of them has come, has run, and has found that it needs the others. What opens
 * the line goes before all, and runs as soon as it is there.
 */
function roomPage(): Plugin {
  return {
    name: "room-page",
    writeBundle({ dir = "dist" }, bundle) {
      const found = new Set<string>();
      for (const source of ROOM) needs(bundle, chunkOf(bundle, `/${source}`), false, found);
      const first = readFileSync(join(dir, "index.html"), "utf8");
      const links = [...found].filter((name) => !first.includes(`"/${name}"`)).map(preload);
      const { fileName } = chunkOf(bundle, "/src/early.ts");
      const early = `<script type="module" async fetchpriority="high" crossorigin src="/${fileName}">`;
      const page = first
        .replace('<script type="module"', `${early}</script>\n    $&`)
        .replace("</head>", `${links.join("")}</head>`);
      writeFileSync(join(dir, "room.html"), page);
    },
  };
}

function preload(file: string): string {
  // The style is asked for with `crossorigin` later, and a preload is used only by a request like it.
  const how = file.endsWith(".css") ? 'rel="preload" as="style"' : 'rel="modulepreload"';
  // What the page begins with goes first: its line to the room opens while these are still on their way.
  return `  <link ${how} fetchpriority="low" crossorigin href="/${file}">\n  `;
}

const NO_TRANSPORT = "\0no-webtransport";

/** Leaves a way of transport out of the library that our server does not offer: a phone need not fetch it. */
function withoutWebTransport(): Plugin {
  return {
    name: "without-webtransport",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === "./webtransport.js" && importer?.includes("/engine.io-client/") ? NO_TRANSPORT : undefined,
    load: (id) => (id === NO_TRANSPORT ? "export class WT {}" : undefined),
  };
}

/**
 * Packs each text beside itself, once a build: Brotli takes a tenth off what gzip makes of it, and too long
 * to be done by a server. The `.br` is for a browser that asks for it, which all do over https.
 */
function packedBeside(): Plugin {
  let folder = "";
  return {
    name: "packed-beside",
    writeBundle({ dir = "dist" }) {
      folder = dir;
    },
    // At the very end, when the pages have been written for the last time.
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const text = readFileSync(join(folder, name));
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text, { params }));
      }
    },
  };
}

const server = process.env.RECOLTE_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [withoutWebTransport(), versionMark(), roomPage(), workerList(), packedBeside()],
  build: {
    target: "es2022",
    // Inlined pictures and preloads would be refused by the page's own security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", sw: "worker/sw.ts" },
      output: {
        // A worker is asked for by one name for ever, and stands above all that it answers for.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ debugName: "together", name: together }],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": server,
      "/socket.io": { target: server, ws: true },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
