// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.lambda.AttachedDebugger;
import io.wildrydes.local.lambda.DebuggedSample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole stack in which one function is debugged.
@Timeout(60)
class DebugGatewayIT {
  private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString();

  @TempDir Path folder;

  @Test
  void waitsForAHeldFunctionBeyondTheLimitOfTheGateway() throws Exception {
    var config =
        LocalCloudConfig.of(template())
            .onFreePorts()
            .withFunctions(new LocalCloudConfig.Functions(1, 10).withDebugger("Held", 0));
    try (var log = AttachedDebugger.log();
        var cloud = LocalCloud.start(config);
        var client = HttpClient.newHttpClient();
        var debugger = AttachedDebugger.attach(AttachedDebugger.portIn(log))) {
      debugger.breakAt(DebuggedSample.HANDLER, DebuggedSample.METHOD);

      var held = client.sendAsync(get(cloud, "held"), TEXT);
      var breakpoint = debugger.awaitBreakpoint();
      var hanging = client.send(get(cloud, "hanging"), TEXT);

      assertThat(hanging.statusCode()).isEqualTo(504);
      assertThat(held).isNotDone();
      breakpoint.resume();
      assertThat(held.get().statusCode()).isEqualTo(200);
      assertThat(held.get().body()).contains("/held");
    }
  }

  private static HttpRequest get(LocalCloud cloud, String path) {
    var url = cloud.outputs().get("Url");
    return HttpRequest.newBuilder(URI.create(url + "/" + path)).build();
  }

  /// Both routes have the shortest limit that API Gateway accepts, 50 ms.
  private Path template() throws IOException {
    var template = folder.resolve("template.yaml");
    var jar = DebuggedSample.jar(folder);
    return Files.writeString(
        template,
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: java25
            Timeout: 10
            MemorySize: 256
            CodeUri: %s
            Handler: io.wildrydes.local.lambda.sample.GatewayHandler
        Resources:
          Held:
            Type: AWS::Serverless::Function
          Hanging:
            Type: AWS::Serverless::Function
            Properties:
              Environment:
                Variables:
                  HANG: 'true'
          Api:
            Type: AWS::Serverless::Api
            Properties:
              StageName: live
              DefinitionBody:
                openapi: 3.0.1
                info: {title: held, version: '1'}
                paths:
                  /held:
                    get:
                      responses: {}
                      x-amazon-apigateway-integration:
                        type: aws_proxy
                        httpMethod: POST
                        timeoutInMillis: 50
                        uri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Held.Arn}/invocations
                  /hanging:
                    get:
                      responses: {}
                      x-amazon-apigateway-integration:
                        type: aws_proxy
                        httpMethod: POST
                        timeoutInMillis: 50
                        uri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Hanging.Arn}/invocations
        Outputs:
          Url:
            Value: !Sub https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live
        """
            .formatted(jar));
  }
}
