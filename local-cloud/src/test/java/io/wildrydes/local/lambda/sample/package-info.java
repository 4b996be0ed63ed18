// SPDX-License-Identifier: Apache-2.0
/// Functions that tests run in the real runtime client. Nothing here is called by tests directly.
@NullMarked
package io.wildrydes.local.lambda.sample;

import org.jspecify.annotations.NullMarked;
