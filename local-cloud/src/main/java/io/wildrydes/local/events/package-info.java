/// EventBridge: buses, rules matched by AWS's event-ruler, targets with retry policy and
/// dead-letter queue.
@NullMarked
package io.wildrydes.local.events;

import org.jspecify.annotations.NullMarked;
