/// Where function output goes: the console with the function's name in front, and one file a log
/// group.
@NullMarked
package io.wildrydes.local.logs;

import org.jspecify.annotations.NullMarked;
