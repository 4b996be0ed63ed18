// SPDX-License-Identifier: Apache-2.0
/// Delivers accepted orders to the partner, from the event bus or from a queue. Start at
/// [io.wildrydes.delivery.DeliveryHandler] (what comes in and what a failure means there), then
/// [io.wildrydes.delivery.Delivery] (one order) and [io.wildrydes.delivery.RetryPolicy] (how the
/// partner is tried, fragile or resilient).
@NullMarked
package io.wildrydes.delivery;

import org.jspecify.annotations.NullMarked;
