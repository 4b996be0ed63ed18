// SPDX-License-Identifier: Apache-2.0
/// What tests of several modules share: a moved clock, captured output, a local cloud for a test
/// class. Never shipped in a function.
@NullMarked
package io.wildrydes.testing;

import org.jspecify.annotations.NullMarked;
