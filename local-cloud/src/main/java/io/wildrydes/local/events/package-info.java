/// EventBridge: buses, rules matched by AWS's event-ruler, targets with retry policy and
/// dead-letter queue. Start at [EventsService]; an event's way is `EventsApi`, `EventBuses`,
/// `Outbox`, `DeliveryWorker`, and out through [FunctionTarget] or [QueueTarget]. Left out:
/// schedules, archives, pipes, other targets.
@NullMarked
package io.wildrydes.local.events;

import org.jspecify.annotations.NullMarked;
