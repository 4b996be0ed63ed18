// SPDX-License-Identifier: Apache-2.0

// Starts artillery with one profile of one script:
//
//   TARGET=<url> [LEDGER=<file>] node run.mjs [<script>] <profile> [artillery options]
//
// Without a script, it is the one that has the profile.
//
// It exists for what artillery lets through: a profile it does not know becomes a single order and
// exit code 0, and an HTTP_PROXY in the environment takes even loopback traffic elsewhere.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { join, resolve } from "node:path";

const USAGE_ERROR = 2;
const HERE = fileURLToPath(new URL(".", import.meta.url));
const { named, options } = split(process.argv.slice(2));

const artillery = fileURLToPath(new URL("node_modules/artillery/bin/run", import.meta.url));

refuseUnless(
  named.length === 1 || named.length === 2,
  "usage: TARGET=<url> node run.mjs [<script>] <profile>",
);
refuseUnless(existsSync(artillery), "artillery is not installed; run npm ci in loadtest");
const profile = named.at(-1);
const script = named.length === 2 ? named[0] : scriptWith(profile);
const scriptFile = join(HERE, `${script}.yml`);
refuseUnless(existsSync(scriptFile), `there is no load script ${script}.yml`);
const profiles = profilesOf(scriptFile);
refuseUnless(
  profiles.includes(profile),
  `${script}.yml has no profile ${profile}; it has ${profiles.join(", ")}`,
);
const target = targetUrl(process.env.TARGET);

const child = spawn(
  process.execPath,
  [artillery, "run", "--environment", profile, ...options, scriptFile],
  { stdio: "inherit", env: environment() },
);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});

// What stands before the first option is a name.
function split(args) {
  const first = args.findIndex((arg) => arg.startsWith("-"));
  const end = first < 0 ? args.length : first;
  return { named: args.slice(0, end).filter(Boolean), options: args.slice(end) };
}

function scriptWith(profile) {
  const scripts = readdirSync(HERE)
    .filter((file) => file.endsWith(".yml"))
    .map((file) => ({ name: file.replace(".yml", ""), profiles: profilesOf(join(HERE, file)) }));
  const found = scripts.find(({ profiles }) => profiles.includes(profile));
  const all = scripts.map(({ name, profiles }) => `${name}.yml has ${profiles.join(", ")}`);
  refuseUnless(found, `no script has a profile ${profile}; ${all.join("; ")}`);
  return found.name;
}

function profilesOf(file) {
  // Required here so that a missing install gets the message above.
  const yaml = createRequire(import.meta.url)("js-yaml");
  return Object.keys(yaml.safeLoad(readFileSync(file, "utf8")).config.environments);
}

function targetUrl(text) {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  refuseUnless(
    url && /^https?:$/.test(url.protocol),
    "TARGET must be the URL of the API, for example http://127.0.0.1:3000/publicapi/live",
  );
  return url;
}

function environment() {
  const env = {
    ...process.env,
    ARTILLERY_DISABLE_TELEMETRY: "true",
    TARGET: target.href.replace(/\/+$/, ""),
  };
  if (env.LEDGER) {
    env.LEDGER = resolve(env.LEDGER);
  }
  if (["localhost", "127.0.0.1", "[::1]"].includes(target.hostname)) {
    delete env.HTTP_PROXY;
    delete env.HTTPS_PROXY;
  }
  return env;
}

function refuseUnless(condition, message) {
  if (!condition) {
    console.error(message);
    process.exit(USAGE_ERROR);
  }
}
