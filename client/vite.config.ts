import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
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

const server = process.env.RECOLTE_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [versionMark()],
  build: {
    target: "es2022",
    // Inlined pictures and preloads would be refused by the page's own security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/api": server,
      "/socket.io": { target: server, ws: true },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
