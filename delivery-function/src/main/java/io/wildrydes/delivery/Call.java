// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

/// One try to hand an order to the partner.
///
/// @param attempt from 1
record Call(Order order, Access access, int attempt) {}
