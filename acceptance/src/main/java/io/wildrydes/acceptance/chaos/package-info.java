// SPDX-License-Identifier: Apache-2.0
/// `make chaos`: orders and rides through a stack in trouble, each accounted for from both ends.
/// Start at [Campaign], then [Trouble]; what is done to processes, partner and tables is in
/// [Troubles] and [RideTroubles], and how its harm is seen in [Harm].
@NullMarked
package io.wildrydes.acceptance.chaos;

import org.jspecify.annotations.NullMarked;
