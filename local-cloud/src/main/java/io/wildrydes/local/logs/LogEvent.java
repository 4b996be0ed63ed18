// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.time.Instant;

/// One event of a log stream, as CloudWatch Logs keeps it.
///
/// @param group such as `/aws/lambda/wild-rydes-delivery`
/// @param stream the environment's or the API's stream
/// @param at when the event was written
/// @param message the text; usually one line, without a line end
public record LogEvent(String group, String stream, Instant at, String message) {}
