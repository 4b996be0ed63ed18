// SPDX-License-Identifier: Apache-2.0
"use strict";

// Loaded before artillery and in each of its worker threads: writes every address that a socket
// connects to, and every name looked up, to the file that CONNECTIONS names. Lets nothing but
// loopback through.

const { appendFileSync } = require("node:fs");
const dns = require("node:dns");
const net = require("node:net");

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host = options.host ?? "localhost";
  note(options.path ?? `${host}:${options.port}`);
  refuseUnlessLoopback(host);
  return connect.apply(this, args);
};

for (const owner of [dns, dns.promises]) {
  const { lookup } = owner;
  owner.lookup = function (name, ...rest) {
    note(name);
    refuseUnlessLoopback(name);
    return lookup.call(this, name, ...rest);
  };
}

function refuseUnlessLoopback(host) {
  if (!["127.0.0.1", "localhost"].includes(host)) {
    throw new Error(`${host} is not loopback`);
  }
}

function note(address) {
  appendFileSync(process.env.CONNECTIONS, `${address}\n`);
}
