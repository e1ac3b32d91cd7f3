import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Names the build by its content-hashed files, so that the same sources give the same name. */
function versionOf(files: string[]): string {
  const names = files.filter((name) => /\.(js|css)$/.test(name)).sort();
  return createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 12);
}

/**
 * Writes `version.json` beside the page and the same mark into its head, so that a page left open
 * over an upgrade can tell that it is older than what the server now serves.
 */
function versionMark(): Plugin {
  return {
    name: "version-mark",
    generateBundle(_options, bundle) {
      const source = JSON.stringify({ version: versionOf(Object.keys(bundle)) });
      this.emitFile({ type: "asset", fileName: "version.json", source });
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (!bundle) return html;
        const mark = `<meta name="version" content="${versionOf(Object.keys(bundle))}">`;
        return html.replace("</head>", `  ${mark}\n  </head>`);
      },
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
