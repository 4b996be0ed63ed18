// SPDX-License-Identifier: Apache-2.0
"use strict";

// Writes down what became of each order or ride: one JSON object a line, appended to the file that
// LEDGER names. Each has exactly one line, whether it was answered or not.

const { randomBytes } = require("node:crypto");
const { appendFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

// Artillery loads this file once in each of its worker threads. The random part keeps threads, and
// runs started at the same moment, apart; the counter keeps ids readable.
const batch = randomBytes(5).toString("hex");
let opened = 0;

// An order has an id of its own from the start.
function openOrder(_request, context, _events, next) {
  opened += 1;
  context.vars.orderId = `order-${batch}-${String(opened).padStart(6, "0")}`;
  open(context, { order_id: context.vars.orderId });
  next();
}

// A ride gets its id with the answer, and only with 201.
function openRide(_request, context, _events, next) {
  open(context, { ride_id: null });
  next();
}

function recordAnswer(_request, response, context, _events, next) {
  record(context, {
    status: response.statusCode,
    correlation_id: response.headers["x-correlation-id"] ?? null,
  });
  next();
}

function recordRide(request, response, context, events, next) {
  if (response.statusCode === 201) {
    context.entry.ids.ride_id = rideId(response.body);
  }
  recordAnswer(request, response, context, events, next);
}

function recordError(error, _request, context, _events, next) {
  record(context, {
    status: null,
    correlation_id: null,
    error: error.code ?? error.message,
  });
  next();
}

function open(context, ids) {
  context.entry = {
    at: new Date().toISOString(),
    ids,
    started: performance.now(),
    recorded: false,
  };
}

function rideId(body) {
  try {
    return JSON.parse(body).RideId ?? null;
  } catch {
    return null;
  }
}

function record(context, outcome) {
  const { entry } = context;
  if (entry.recorded) {
    // Artillery has two places that report a failed request; the first outcome stands.
    return;
  }
  entry.recorded = true;
  if (!process.env.LEDGER) {
    return;
  }

  const { error, ...answer } = outcome;
  const line = {
    at: entry.at,
    ...entry.ids,
    ...answer,
    latency_ms: Math.round((performance.now() - entry.started) * 10) / 10,
    ...(error && { error }),
  };
  // Synchronous on purpose: artillery ends its workers without waiting for open streams. A short
  // append is atomic, so threads and parallel runs may share the file.
  appendFileSync(process.env.LEDGER, `${JSON.stringify(line)}\n`);
}

module.exports = { openOrder, openRide, recordAnswer, recordRide, recordError };
