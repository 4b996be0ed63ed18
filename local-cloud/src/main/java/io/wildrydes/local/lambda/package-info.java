/// Lambda: the Runtime API, execution environments as processes of AWS's own runtime client,
/// synchronous and asynchronous invocation.
@NullMarked
package io.wildrydes.local.lambda;

import org.jspecify.annotations.NullMarked;
