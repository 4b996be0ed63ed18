/// SSM Parameter Store and Secrets Manager: the operations that functions and people at a keyboard
/// need.
@NullMarked
package io.wildrydes.local.parameters;

import org.jspecify.annotations.NullMarked;
