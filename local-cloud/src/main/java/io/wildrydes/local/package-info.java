/// Runs a SAM template on one machine. Start reading at [LocalCloud], which starts one service per
/// package and connects them through one-method interfaces; [Main] is the same thing behind
/// command-line flags.
@NullMarked
package io.wildrydes.local;

import org.jspecify.annotations.NullMarked;
