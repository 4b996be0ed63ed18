/// Where log lines go: the console with the function's name in front, and one file a log group.
/// Start at [LogsService].
@NullMarked
package io.wildrydes.local.logs;

import org.jspecify.annotations.NullMarked;
