// SPDX-License-Identifier: Apache-2.0
/// Faults switched on for a rehearsal, and off again. Start at [Fault]. It works on a local cloud
/// and on a deployed stack alike, with nothing but Parameter Store's API.
@NullMarked
package io.wildrydes.acceptance.faults;

import org.jspecify.annotations.NullMarked;
