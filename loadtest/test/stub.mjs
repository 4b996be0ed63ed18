// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

// An endpoint that answers as told and remembers every order and ride that reached it.
// `answer(n)` gets the number of the arrival, from 1, and returns one of `answers`.
export async function startStub(answer = () => answers.accept) {
  const orders = new Map();
  const rides = new Map();
  const requests = [];
  let arrivals = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push(`${request.method} ${request.url} ${body}`);
    arrivals += 1;
    if (request.url.endsWith("/ride")) {
      answer(arrivals)(response, {}, rides);
      return;
    }
    const { order_id } = JSON.parse(body);
    const before = orders.get(order_id)?.arrivals ?? 0;
    const seen = { status: null, correlation_id: null, arrivals: before + 1 };
    orders.set(order_id, seen);
    answer(arrivals)(response, seen);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    orders,
    rides,
    requests,
    port,
    url: `http://127.0.0.1:${port}/publicapi/live`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answers = {
  accept: (response, seen) => reply(response, seen, 202),
  unavailable: (response, seen) => reply(response, seen, 503),
  grant: (response, _seen, rides) => {
    const ride = { status: null, correlation_id: null };
    const RideId = randomUUID();
    rides.set(RideId, ride);
    reply(response, ride, 201, { RideId });
  },
  anonymousRide: (response, seen) => reply(response, seen, 201, {}),
  anonymous: (response) => response.writeHead(202).end("{}"),
  reset: (response) => response.socket.resetAndDestroy(),
  silence: () => {},
  breakOff: (response) => {
    response.writeHead(202, { "content-length": 100 });
    response.write("{");
    setTimeout(() => response.socket.destroy(), 20);
  },
};

function reply(response, seen, status, body = {}) {
  seen.status = status;
  seen.correlation_id = randomUUID();
  response.writeHead(status, {
    "content-type": "application/json",
    "x-correlation-id": seen.correlation_id,
  });
  response.end(JSON.stringify(body));
}
