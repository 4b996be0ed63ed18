// SPDX-License-Identifier: Apache-2.0
"use strict";

// Names each order and writes down what became of it: one JSON object a line, appended to the file
// that LEDGER names. An order has exactly one line, whether it was answered or not.

const { randomBytes } = require("node:crypto");
const { appendFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

// Artillery loads this file once in each of its worker threads. The random part keeps threads, and
// runs started at the same moment, apart; the counter keeps ids readable.
const batch = randomBytes(5).toString("hex");
let opened = 0;

function openOrder(_request, context, _events, next) {
  opened += 1;
  context.vars.orderId = `order-${batch}-${String(opened).padStart(6, "0")}`;
  context.order = { at: new Date().toISOString(), started: performance.now(), recorded: false };
  next();
}

function recordAnswer(_request, response, context, _events, next) {
  record(context, {
    status: response.statusCode,
    correlation_id: response.headers["x-correlation-id"] ?? null,
  });
  next();
}

function recordError(error, _request, context, _events, next) {
  record(context, {
    status: null,
    correlation_id: null,
    error: error.code ?? error.message,
  });
  next();
}

function record(context, outcome) {
  const { order } = context;
  if (order.recorded) {
    // Artillery has two places that report a failed request; the first outcome stands.
    return;
  }
  order.recorded = true;
  if (!process.env.LEDGER) {
    return;
  }

  const { error, ...answer } = outcome;
  const line = {
    at: order.at,
    order_id: context.vars.orderId,
    ...answer,
    latency_ms: Math.round((performance.now() - order.started) * 10) / 10,
    ...(error && { error }),
  };
  // Synchronous on purpose: artillery ends its workers without waiting for open streams. A short
  // append is atomic, so threads and parallel runs may share the file.
  appendFileSync(process.env.LEDGER, `${JSON.stringify(line)}\n`);
}

module.exports = { openOrder, recordAnswer, recordError };
