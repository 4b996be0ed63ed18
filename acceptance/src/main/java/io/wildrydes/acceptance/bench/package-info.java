// SPDX-License-Identifier: Apache-2.0
/// `make bench`: every budget measured beside its floor, in one run. Start at [Bench]; a row comes
/// from [BenchStack], [BenchFunctions], [BenchTables] or [BenchLoad], its floor from [BareRuntime],
/// [BenchDynamoDbLocal] or the gateway itself.
@NullMarked
package io.wildrydes.acceptance.bench;

import org.jspecify.annotations.NullMarked;
