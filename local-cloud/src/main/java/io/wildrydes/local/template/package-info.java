/// Reads a SAM template: YAML with CloudFormation's short tags, parameters and conditions, the SAM
/// transform, intrinsic functions; what comes out is a [Stack] of plain CloudFormation resources
/// with every value resolved. Start at [TemplateReader]; `Sam...` classes are the transform, before
/// anything is resolved, and [StackResources] resolves. [TemplateChecks] looks at the result for
/// what AWS would refuse. Knows nothing of what the services make of the resources, except the
/// values of `Ref` and `GetAtt` ([ResourceKinds]).
@NullMarked
package io.wildrydes.local.template;

import org.jspecify.annotations.NullMarked;
