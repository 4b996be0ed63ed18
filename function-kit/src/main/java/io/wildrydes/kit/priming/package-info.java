// SPDX-License-Identifier: Apache-2.0
/// The life around a SnapStart snapshot: what runs before it is taken and after it is restored.
@NullMarked
package io.wildrydes.kit.priming;

import org.jspecify.annotations.NullMarked;
