/// Where log lines go: the console with the function's name in front, one file a log group, and a
/// store that CloudWatch Logs' API reads. Start at [LogsService]; [LogStore] is what further ways
/// to read would be built on. Not here: writing through the API, retention, queries of Logs
/// Insights.
@NullMarked
package io.wildrydes.local.logs;

import org.jspecify.annotations.NullMarked;
