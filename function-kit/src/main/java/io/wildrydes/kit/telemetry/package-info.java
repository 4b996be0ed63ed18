// SPDX-License-Identifier: Apache-2.0
/// Logs, metrics and traces of an invocation. Start at [io.wildrydes.kit.telemetry.Telemetry]. The
/// contract (field, milestone and metric names) is `docs/logs.md` and `docs/metrics.md`.
@NullMarked
package io.wildrydes.kit.telemetry;

import org.jspecify.annotations.NullMarked;
