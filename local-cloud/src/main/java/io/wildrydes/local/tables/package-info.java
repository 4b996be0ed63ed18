// SPDX-License-Identifier: Apache-2.0
/// DynamoDB. Start at [TablesService].
///
/// Items are kept by AWS's DynamoDB Local in a process of its own (`DynamoDbLocal` supervises it,
/// `DynamoDbLocalFiles` has Maven get it, `DynamoDbLocalMain` runs in it), which knows everything
/// about items and nothing about throttling. In front of it stand the engine half, what a table may
/// consume (`CapacityBucket`, `Capacities`, `ItemSize`), and the wire half (`DynamoDbApi` and the
/// `...Operations`), which claims capacity, passes the request on and settles by what the answer
/// says it consumed. Left out: global secondary indexes, streams, PartiQL, backups, limits of
/// partitions and of tables on demand.
@NullMarked
package io.wildrydes.local.tables;

import org.jspecify.annotations.NullMarked;
