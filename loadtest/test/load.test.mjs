// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { load, scratch, start } from "./load.mjs";
import { answers, startStub } from "./stub.mjs";

const SHORT = ["notify", "short", "--quiet"];
const IMPATIENT = ["--overrides", JSON.stringify({ config: { http: { timeout: 1 } } })];
const CLOSED = "http://127.0.0.1:1/publicapi/live";

async function stub(test, answer) {
  const started = await startStub(answer);
  test.after(() => started.close());
  return started;
}

const byOrder = (ledger) => new Map(ledger.map((line) => [line.order_id, line]));

describe("load", { concurrency: 4 }, () => {
  it("writes every order down once, as it was answered", async (t) => {
    const api = await stub(t, (n) => (n % 5 === 0 ? answers.unavailable : answers.accept));

    const run = await load(scratch(t), SHORT, { TARGET: api.url });

    assert.equal(run.ledger().length, 30);
    for (const line of run.ledger()) {
      const { status, correlation_id } = line;
      assert.deepEqual({ status, correlation_id, arrivals: 1 }, api.orders.get(line.order_id));
    }
    assert.equal(byOrder(run.ledger()).size, 30);
    assert.equal(run.ledger().filter((line) => line.status === 503).length, 6);
    assert.notEqual(run.code, 0);
  });

  it("writes down the orders whose connection broke, before and within the answer", async (t) => {
    const api = await stub(t, (n) =>
      n % 3 === 0 ? answers.reset : n % 3 === 1 ? answers.breakOff : answers.accept);

    const run = await load(scratch(t), SHORT, { TARGET: api.url });

    const broken = run.ledger().filter((line) => line.error === "ECONNRESET");
    assert.equal(broken.length, 20);
    assert.ok(broken.every((line) => line.status === null && line.correlation_id === null));
    assert.equal(run.ledger().filter((line) => line.status === 202).length, 10);
    assert.deepEqual(new Set(byOrder(run.ledger()).keys()), new Set(api.orders.keys()));
    assert.notEqual(run.code, 0);
  });

  it("writes down the orders that nobody answered in time", async (t) => {
    const api = await stub(t, () => answers.silence);

    const run = await load(scratch(t), [...SHORT, ...IMPATIENT], { TARGET: api.url });

    assert.deepEqual(run.ledger().map((line) => line.error), Array(30).fill("ETIMEDOUT"));
    assert.ok(run.ledger().every((line) => line.latency_ms >= 1000));
    assert.deepEqual(new Set(byOrder(run.ledger()).keys()), new Set(api.orders.keys()));
    assert.notEqual(run.code, 0);
  });

  it("writes down the orders that nobody listened to", async (t) => {
    const run = await load(scratch(t), SHORT, { TARGET: CLOSED });

    assert.deepEqual(run.ledger().map((line) => line.error), Array(30).fill("ECONNREFUSED"));
    assert.equal(byOrder(run.ledger()).size, 30);
    assert.notEqual(run.code, 0);
  });

  it("ends well when all are accepted, and keeps runs started together apart", async (t) => {
    const api = await stub(t);
    const folder = scratch(t);

    const runs = await Promise.all([1, 2].map(() => load(folder, SHORT, { TARGET: api.url })));

    assert.deepEqual(runs.map((run) => run.code), [0, 0]);
    assert.equal(api.orders.size, 60);
    assert.ok([...api.orders.values()].every((seen) => seen.arrivals === 1));
    assert.equal(runs[0].ledger().length, 60);
    assert.equal(byOrder(runs[0].ledger()).size, 60);
    for (const id of api.orders.keys()) {
      assert.match(id, /^order-[0-9a-f]{10}-\d{6}$/);
    }
  });

  it("fails when an accepted order has no correlation id", async (t) => {
    const api = await stub(t, () => answers.anonymous);

    const run = await load(scratch(t), SHORT, { TARGET: api.url });

    assert.deepEqual(run.ledger().map((line) => line.status), Array(30).fill(202));
    assert.equal(run.code, 21);
  });

  it("connects to its target and to nothing else, whatever proxy is set", async (t) => {
    const api = await stub(t);

    const run = await load(scratch(t), SHORT, {
      TARGET: `${api.url}/`,
      HTTP_PROXY: CLOSED,
      HTTPS_PROXY: CLOSED,
    });

    assert.deepEqual(run.connections(), [`127.0.0.1:${api.port}`]);
    assert.equal(run.code, 0);
  });

  it("writes every ride down once, with the id of each that was granted", async (t) => {
    const api = await stub(t, (n) => (n % 5 === 0 ? answers.unavailable : answers.grant));

    const run = await load(scratch(t), ["short-rides", "--quiet"], { TARGET: api.url });

    const granted = run.ledger().filter((line) => line.status === 201);
    assert.equal(run.ledger().length, 30);
    assert.deepEqual(new Set(granted.map((line) => line.ride_id)), new Set(api.rides.keys()));
    for (const { ride_id, status, correlation_id } of granted) {
      assert.deepEqual({ status, correlation_id }, api.rides.get(ride_id));
    }
    const refused = run.ledger().filter((line) => line.status === 503);
    assert.deepEqual(refused.map((line) => line.ride_id), Array(6).fill(null));
    assert.ok(run.ledger().every((line) => !("order_id" in line)));
    assert.notEqual(run.code, 0);
  });

  it("asks for rides as the reference systems do", async (t) => {
    const api = await stub(t, () => answers.grant);

    const run = await load(scratch(t), ["ride", "short-rides", "--quiet"], { TARGET: api.url });

    assert.equal(run.code, 0);
    assert.deepEqual(new Set(api.requests), new Set([
      'POST /publicapi/live/ride {"PickupLocation":' +
        '{"Latitude":42.35250862285574,"Longitude":-71.05289904884849}}',
    ]));
  });

  it("writes down a ride that was granted without an id", async (t) => {
    const api = await stub(t, () => answers.anonymousRide);

    const run = await load(scratch(t), ["short-rides", "--quiet"], { TARGET: api.url });

    assert.deepEqual(run.ledger().map((line) => line.ride_id), Array(30).fill(null));
    assert.deepEqual(run.ledger().map((line) => line.status), Array(30).fill(201));
  });

  it("stops sending when it is told to end", async (t) => {
    let arrived;
    const firstOrder = new Promise((resolve) => (arrived = resolve));
    const api = await stub(t, () => (arrived(), answers.accept));

    const run = start(scratch(t), ["notify", "smoke", "--quiet"], { TARGET: api.url });
    await firstOrder;
    run.child.kill("SIGTERM");

    assert.equal((await run.ended).code, 143);
  });
});

describe("run.mjs", { concurrency: 4 }, () => {
  const refusals = [
    {
      name: "an unknown profile",
      args: ["notify", "smokey"],
      env: { TARGET: CLOSED },
      says: "notify.yml has no profile smokey; it has reference, smoke, short\n",
    },
    {
      name: "an unknown script",
      args: ["notification", "smoke"],
      env: { TARGET: CLOSED },
      says: "there is no load script notification.yml\n",
    },
    {
      name: "a missing profile",
      args: [],
      env: { TARGET: CLOSED },
      says: "usage: TARGET=<url> node run.mjs [<script>] <profile>\n",
    },
    {
      name: "a profile that no script has",
      args: ["flood"],
      env: { TARGET: CLOSED },
      says:
        "no script has a profile flood; notify.yml has reference, smoke, short;" +
        " ride.yml has normal, high-load, slowness, short-rides\n",
    },
    {
      name: "a missing target",
      args: ["notify", "smoke"],
      env: {},
      says: "TARGET must be the URL of the API, for example http://127.0.0.1:3000/publicapi/live\n",
    },
    {
      name: "a target that is not a URL",
      args: ["notify", "smoke"],
      env: { TARGET: "127.0.0.1:3000" },
      says: "TARGET must be the URL of the API, for example http://127.0.0.1:3000/publicapi/live\n",
    },
  ];
  for (const { name, args, env, says } of refusals) {
    it(`refuses ${name} and sends nothing`, async (t) => {
      const run = await load(scratch(t), args, env);

      assert.equal(run.errors, says);
      assert.equal(run.code, 2);
      assert.deepEqual(run.connections(), []);
    });
  }
});
