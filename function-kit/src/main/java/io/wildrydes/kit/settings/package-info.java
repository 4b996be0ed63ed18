// SPDX-License-Identifier: Apache-2.0
/// The two documents that change behaviour at run time, as values: settings and faults. Reading
/// them from SSM is the functions' own business; [io.wildrydes.kit.settings.CachedValue] keeps what
/// they read.
@NullMarked
package io.wildrydes.kit.settings;

import org.jspecify.annotations.NullMarked;
