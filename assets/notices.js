// The licences of the packages that files come from.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const LICENCE = /^(licen[cs]e|copying|notice)/i;
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The names, versions and licences of all packages that files (paths below `root`) belong to. */
export async function notices(root, files) {
  const folders = new Set(files.map((file) => PACKAGE.exec(file)?.[1]).filter(Boolean));
  const parts = await Promise.all([...folders].sort().map((folder) => notice(path.join(root, folder))));
  return `What this folder holds of others' work, and under which licences.\n\n${parts.join("\n")}`;
}

async function notice(folder) {
  const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((name) => LICENCE.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")));
  const heading = `${about.name} ${about.version} (${about.license})`;
  return [heading, "=".repeat(heading.length), address(about), ...(texts.length ? texts : [unnamed(about)]), ""].join("\n");
}

function address({ repository, homepage }) {
  return (typeof repository === "string" ? repository : repository?.url) ?? homepage ?? "";
}

/** What to say of a package whose makers packed no licence with it. */
function unnamed({ license, author }) {
  const name = typeof author === "string" ? author : author?.name;
  return `Its package has no licence file; it is declared to be under ${license}${name ? `, by ${name}` : ""}.`;
}
