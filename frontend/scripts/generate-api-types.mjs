// Writes src/api/schema.gen.ts from the gateway's OpenAPI; with --check it only says whether the file is current.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/contracts/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.gen.ts", import.meta.url);
const head = "// Generated from docs/contracts/openapi.json by `npm run types`. Do not change by hand.\n";
const wanted = head + astToString(await openapiTS(source));

if (process.argv.includes("--check")) {
  const present = await readFile(target, "utf8").catch(() => "");
  if (present !== wanted) {
    console.error("src/api/schema.gen.ts is stale: run `npm run types`.");
    process.exit(1);
  }
} else {
  await writeFile(target, wanted);
}
