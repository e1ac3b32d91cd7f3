import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** What a phone keeps to open and write in a room without network: the page, its way in, and the participant's files. */
function keptByPhones(bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const found = new Set<string>();
  const of = (source: string) => chunks.find((one) => one.facadeModuleId?.endsWith(source));
  for (const [source, later] of [
    ["/index.html", false],
    ["/src/screens/join.tsx", false],
    ["/src/screens/participant.tsx", true],
    ["/src/keeping.ts", false],
    ["/src/seen.ts", false],
    ["/src/words/refusals.fr.ts", false],
    ["/src/words/refusals.en.ts", false],
    ["/src/words/en.ts", false],
  ] as const) {
    const chunk = of(source);
    if (!chunk) throw new Error(`${source} is no file of its own in this build`);
    needs(bundle, chunk, later, found);
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

const server = process.env.RECOLTE_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [withoutWebTransport(), versionMark(), workerList()],
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
