// SPDX-License-Identifier: Apache-2.0

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const RUN = fileURLToPath(new URL("../run.mjs", import.meta.url));
const NO_ESCAPE = fileURLToPath(new URL("no-escape.cjs", import.meta.url));

// A scratch folder that goes when the test ends.
export function scratch(test) {
  const folder = mkdtempSync(join(tmpdir(), "loadtest-"));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

// Starts run.mjs with nothing of the test's own environment but PATH. `ended` tells how it ended.
export function start(folder, args, env = {}) {
  const ledger = join(folder, "ledger.jsonl");
  const connections = join(folder, "connections");
  const child = spawn(process.execPath, [RUN, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NODE_OPTIONS: `--require ${NO_ESCAPE}`,
      CONNECTIONS: connections,
      LEDGER: ledger,
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { child, ended: ended(child, ledger, connections) };
}

export function load(folder, args, env) {
  return start(folder, args, env).ended;
}

async function ended(child, ledger, connections) {
  const [errors, code] = await Promise.all([
    text(child.stderr),
    new Promise((resolve) => child.on("exit", resolve)),
  ]);
  return {
    code,
    errors,
    ledger: () => linesOf(ledger).map((line) => JSON.parse(line)),
    connections: () => [...new Set(linesOf(connections))],
  };
}

function linesOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}
