/// Requests that nobody should send, by the thousand: made from a seed, sent over plain sockets,
/// each with the answers that are documented for it. Start with [HostileInputIT].
@NullMarked
package io.wildrydes.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
