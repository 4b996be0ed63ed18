// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One plain CloudFormation resource with its properties resolved.
///
/// @param type such as `AWS::SQS::Queue`
/// @param ref what `Ref` gives for it, such as a queue's URL
/// @param properties CloudFormation's names and shapes; not to be changed
public record Resource(String logicalId, String type, String ref, ObjectNode properties) {}
