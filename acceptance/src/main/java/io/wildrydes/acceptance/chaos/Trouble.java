// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

/// What a chaos campaign does to a stack. Each kind has to do harm that can be seen from outside,
/// or the campaign has proved nothing of it.
enum Trouble {
  KILL("function process killed with -9", "invocations or starts it ended"),
  HANG("function process stopped with SIGSTOP", "invocations that timed out"),
  INIT_EXIT("function process killed while it started", "failed starts"),
  OUT_OF_MEMORY("function process's heap filled up", "lines with OutOfMemoryError"),
  CLOUD_STOP("local cloud stopped with SIGTERM and started again", "orders that got no answer"),
  PARTNER_DOWN("partner refused connections", "calls that could not connect"),
  PARTNER_SLOW("partner took seconds to answer", "calls kept waiting"),
  PARTNER_THROTTLING("partner answered 429 with Retry-After", "calls turned away"),
  PARTNER_GARBAGE("partner answered what is not HTTP, half an answer, or 500", "calls so answered"),
  PARTNER_RESET("partner reset connections", "calls cut off"),
  PARTNER_REFUSING("partner refused certain orders for good", "calls refused"),
  REQUEST_RIDE_KILL("RequestRide killed with -9 in an invocation", "invocations it ended"),
  RIDE_FLEET_KILL("RideFleet killed with -9 in an invocation", "invocations it ended"),
  PROMO_KILL("Promo killed with -9 in an invocation", "invocations it ended"),
  PUT_RIDE_RECORD_KILL("PutRideRecord killed with -9 in an invocation", "invocations it ended"),
  PUT_DEFERRED_RIDE_RECORD_KILL(
      "PutDeferredRideRecord killed with -9 in an invocation", "invocations it ended"),
  TABLES_KILL("DynamoDB Local killed with -9", "times it was started again"),
  TABLES_HANG("DynamoDB Local stopped with SIGSTOP", "times it was replaced as hanging"),
  TABLE_THROTTLING("write units of the table of rides used up", "writes of rides throttled"),
  SSM_FAULT("run in which SSM throttled or failed functions' calls", "calls failed"),
  SECRETS_FAULT(
      "run in which Secrets Manager throttled or failed functions' calls", "calls failed"),
  DYNAMODB_FAULT("run in which DynamoDB failed functions' calls", "calls failed"),
  EVENTS_FAULT("run in which EventBridge throttled or failed functions' calls", "calls failed");

  private final String deed;
  private final String harm;

  Trouble(String deed, String harm) {
    this.deed = deed;
    this.harm = harm;
  }

  /// What is done, for people.
  String deed() {
    return deed;
  }

  /// What is counted as its harm, for people.
  String harm() {
    return harm;
  }
}
