// Runs the tests in tests/: bundled first, since Node.js reads neither TypeScript nor our text files.

import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { build } from "esbuild";

const outdir = "node_modules/.tests";
const tests = (await readdir("tests")).filter((name) => name.endsWith(".test.js")).map((name) => `tests/${name}`);
await build({ entryPoints: tests, outdir, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
const made = tests.map((name) => `${outdir}/${name.slice("tests/".length)}`);
process.exitCode = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit" }).status ?? 1;
