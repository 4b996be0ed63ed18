/// Receives X-Ray segment documents over the daemon's UDP protocol and keeps them.
@NullMarked
package io.wildrydes.local.traces;

import org.jspecify.annotations.NullMarked;
