// SPDX-License-Identifier: Apache-2.0
/// `make flow-control`: the reference load of orders through one way of flow control, and a report
/// whose figures must not contradict each other. Start at [FlowControl], then [FlowWatch] and
/// [FlowReport]; [Claims] holds what the reference says against it.
@NullMarked
package io.wildrydes.acceptance.flow;

import org.jspecify.annotations.NullMarked;
