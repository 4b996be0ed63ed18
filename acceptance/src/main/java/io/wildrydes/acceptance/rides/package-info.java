/// Rides seen from outside: what became of each one that was asked for, told by the load test's
/// ledger, the table, the queues and the log, and the failures of the reference systems as
/// scenarios that one command reproduces. Start at [Scenario], then [RideReport].
@NullMarked
package io.wildrydes.acceptance.rides;

import org.jspecify.annotations.NullMarked;
