// SPDX-License-Identifier: Apache-2.0
/// `make demo`: orders and rides through the stack on this machine, each accounted for. Start at
/// [Demo].
@NullMarked
package io.wildrydes.acceptance.demo;

import org.jspecify.annotations.NullMarked;
