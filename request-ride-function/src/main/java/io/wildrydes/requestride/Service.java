// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

/// What a ride needs of others, in the order in which they are asked.
enum Service {
  FLEET("ride-fleet", "the fleet service", "GET", "/unicorn"),
  PROMO("promo", "the promo service", "POST", "/promo"),
  RECORD("ride-record", "the record service", "POST", "/record");

  private final String logName;
  private final String title;
  private final String method;
  private final String path;

  Service(String logName, String title, String method, String path) {
    this.logName = logName;
    this.title = title;
    this.method = method;
    this.path = path;
  }

  /// What stands in the field `service` of its own log lines.
  String logName() {
    return logName;
  }

  /// How a rider is told of it.
  String title() {
    return title;
  }

  String method() {
    return method;
  }

  /// Below the address of the API.
  String path() {
    return path;
  }
}
