// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// An operation on items.
///
/// @param name AWS's, such as `PutItem`
record Operation(String name, Direction direction) {}
