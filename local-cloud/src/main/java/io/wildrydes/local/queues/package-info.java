/// SQS: the queue engine and its API, and event source mappings from queues to functions.
@NullMarked
package io.wildrydes.local.queues;

import org.jspecify.annotations.NullMarked;
