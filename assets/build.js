// Bundles our sources, copies data files and writes the notices of all that is not ours.
// What to bundle and to copy stands in package.json under "munigraph".
// Usage: node build.js FOLDER

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { notices } from "./notices.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2]);
const { bundles, copies } = JSON.parse(await readFile(path.join(here, "package.json"), "utf8")).munigraph;

await mkdir(folder, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: bundles,
  outdir: folder,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  legalComments: "none", // THIRD-PARTY.txt has them, whole
  metafile: true,
  logLevel: "warning",
});
for (const [from, to] of Object.entries(copies)) {
  await copyFile(path.join(here, "node_modules", from), path.join(folder, to));
}
const used = [...Object.keys(metafile.inputs), ...Object.keys(copies).map((from) => `node_modules/${from}`)];
await writeFile(path.join(folder, "THIRD-PARTY.txt"), await notices(here, used));
