// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A template for [Bench]: the empty handler and copies of Notification, each behind a route of its
/// own, publishing on a bus without rules. Every copy has environments of its own and all share one
/// AOT cache, so that each first request to a copy is a cold start with nothing else different.
final class BenchTemplate {
  private static final String HEAD =
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          Runtime: java25
          MemorySize: 1024
          Timeout: 28
          Tracing: Active
          Environment:
            Variables:
              SERVICE_NAME: notification
              LOG_LEVEL: INFO
              EVENT_BUS_NAME: !Ref Bus
              AWS_XRAY_CONTEXT_MISSING: LOG_ERROR
      Resources:
        Bus:
          Type: AWS::Events::EventBus
          Properties:
            Name: bench
        Api:
          Type: AWS::Serverless::Api
          Properties:
            StageName: live
      """;
  private static final String FUNCTION =
      """
        %1$s:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: %2$s
            Handler: %3$s
            Events:
              Post: {Type: Api, Properties: {RestApiId: !Ref Api, Method: POST, Path: /%1$s}}
      """;
  private static final String SNAP_START =
      """
            AutoPublishAlias: live
            SnapStart: {ApplyOn: PublishedVersions}
      """;
  private static final String SILENCE =
      """
            Environment: {Variables: {LOG_LEVEL: 'OFF'}}
      """;
  private static final String OUTPUTS =
      """
      Outputs:
        Url:
          Value: !Sub https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live
      """;

  private BenchTemplate() {}

  /// Writes the template; its functions are `Empty`, `Loud`, `Quiet` that logs metrics alone,
  /// `Cold0`, `Cold1` and so on without SnapStart, and `Snap0`, `Snap1` and so on with it.
  ///
  /// @param copies how many of Notification, of either kind
  static void write(Path template, Path emptyJar, int copies) throws IOException {
    var notification = Path.of("notification-function", "target", "notification-function.jar");
    var handler = "io.wildrydes.notification.NotificationHandler";
    var text = new StringBuilder(HEAD);
    text.append(FUNCTION.formatted("Empty", emptyJar, EmptyHandler.class.getName()));
    text.append(FUNCTION.formatted("Loud", notification.toAbsolutePath(), handler));
    text.append(SNAP_START);
    text.append(FUNCTION.formatted("Quiet", notification.toAbsolutePath(), handler));
    text.append(SNAP_START).append(SILENCE);
    for (int i = 0; i < copies; i++) {
      text.append(FUNCTION.formatted("Cold" + i, notification.toAbsolutePath(), handler));
      text.append(FUNCTION.formatted("Snap" + i, notification.toAbsolutePath(), handler));
      text.append(SNAP_START);
    }
    Files.writeString(template, text.append(OUTPUTS));
  }
}
