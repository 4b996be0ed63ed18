// SPDX-License-Identifier: Apache-2.0
/// `POST /slow`: the partner that Delivery calls, unreliable on purpose. Start at
/// [io.wildrydes.slowapi.SlowApi]. Its API key and rate limit belong to the gateway.
@NullMarked
package io.wildrydes.slowapi;

import org.jspecify.annotations.NullMarked;
