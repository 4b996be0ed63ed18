/// Receives X-Ray segment documents over the daemon's UDP protocol and keeps the newest; decides
/// which requests are traced. Start at [TracesService]. Left out for now: queries.
@NullMarked
package io.wildrydes.local.traces;

import org.jspecify.annotations.NullMarked;
