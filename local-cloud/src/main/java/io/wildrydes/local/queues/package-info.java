/// SQS and the event source mappings that lead from queues to functions. Start at [QueuesService].
///
/// The engine half is [MessageQueue] (one queue), [Queues] (all of them, and what goes from one to
/// another), [QueuePolicy], and for mappings [MessageFilter], [SqsEvent], [BatchResponse] and
/// [PollerScale]. The wire half is [SqsApi] with its operations. Left out: FIFO queues, the old
/// Query protocol, creating and deleting queues at run time, IAM policies of callers.
@NullMarked
package io.wildrydes.local.queues;

import org.jspecify.annotations.NullMarked;
