/// The stack as CloudFormation describes it: its status, parameters, outputs, resources and
/// template. Start at [StacksApi]. Left out: creating, changing and deleting stacks; a local cloud
/// runs one stack, which is there from start to end.
@NullMarked
package io.wildrydes.local.stacks;

import org.jspecify.annotations.NullMarked;
