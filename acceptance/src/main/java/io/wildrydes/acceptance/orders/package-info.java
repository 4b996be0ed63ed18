// SPDX-License-Identifier: Apache-2.0
/// Orders accounted for by their correlation ids: what senders saw ([Sent]), what became of each
/// ([Journeys]), and both together ([OrderReport]).
@NullMarked
package io.wildrydes.acceptance.orders;

import org.jspecify.annotations.NullMarked;
