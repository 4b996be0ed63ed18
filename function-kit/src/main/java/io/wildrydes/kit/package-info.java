// SPDX-License-Identifier: Apache-2.0
/// What every function shares. Start at [io.wildrydes.kit.http.HttpEntry] (how an API Gateway event
/// becomes a call and an answer) and [io.wildrydes.kit.telemetry.Telemetry] (what an invocation
/// leaves behind). This package itself holds what the others build on: JSON, configuration,
/// randomness. No AWS SDK client lives here; functions bring their own.
@NullMarked
package io.wildrydes.kit;

import org.jspecify.annotations.NullMarked;
