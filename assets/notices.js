// The licences of the packages that files come from.

import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";

const LICENCE = /^(licen[cs]e|copying|notice)/i;
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The names, versions and licences of all packages that files (paths below `root`) belong to, and of those that
 * these depend on: a package may hold what it depends on already bundled.
 */
export async function notices(root, files) {
  const folders = new Set(files.map((file) => PACKAGE.exec(file)?.[1]).filter(Boolean));
  for (const folder of folders) {
    const { dependencies = {} } = await about(path.join(root, folder));
    for (const name of Object.keys(dependencies)) folders.add(await found(root, folder, name));
  }
  const parts = await Promise.all([...folders].sort().map((folder) => notice(path.join(root, folder))));
  return `What this folder holds of others' work, and under which licences.\n\n${parts.join("\n")}`;
}

async function about(folder) {
  return JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
}

/** The folder of a package that another in `folder` depends on: the nearest, as Node.js resolves it. */
async function found(root, folder, name) {
  for (let place = folder; ; place = path.dirname(place)) {
    const candidate = path.join(place, "node_modules", name);
    if (await access(path.join(root, candidate)).then(() => true, () => false)) return candidate;
    if (place === ".") throw new Error(`${name}, which ${folder} depends on, is not installed`);
  }
}

async function notice(folder) {
  const its = await about(folder);
  const files = (await readdir(folder)).filter((name) => LICENCE.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")));
  const heading = `${its.name} ${its.version} (${its.license})`;
  return [heading, "=".repeat(heading.length), address(its), ...(texts.length ? texts : [await unnamed(its)]), ""].join("\n");
}

function address({ repository, homepage }) {
  return (typeof repository === "string" ? repository : repository?.url) ?? homepage ?? "";
}

/** What to say of a package whose makers packed no licence with it: the words of the one they name. */
async function unnamed({ name, license, author }) {
  if (license !== "MIT") throw new Error(`${name} has no licence file: say in notices.js what stands for ${license}`);
  const ours = await readFile(new URL("../LICENSE", import.meta.url), "utf8");
  const words = ours.slice(ours.indexOf("Permission is hereby granted"));
  const maker = typeof author === "string" ? author : (author?.name ?? name);
  return `The package has no licence file; it is declared to be under the MIT License.\n\nCopyright ${maker}\n\n${words}`;
}
