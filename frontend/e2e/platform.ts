/** The running platform that the journeys drive: its address and credentials, from the file it writes when it is ready. */
import { readFileSync } from "node:fs";

export interface Platform {
  url: string;
  email: string;
  password: string;
}

export function platform(): Platform {
  const file = process.env.DOMINO_PLATFORM ?? new URL("../../.domino/platform.json", import.meta.url).pathname;
  const known = JSON.parse(readFileSync(file, "utf8")) as Platform;
  return { ...known, url: process.env.DOMINO_URL ?? known.url };
}
