// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Where DynamoDB Local's jars are. Maven puts them into its own repository the first time; the
/// work folder keeps their paths, so that later starts need no Maven. Nothing is copied.
///
/// ```
/// <work>/class-path-<checksum of the pom>   the paths
///        wild-rydes-tables-.../             where Maven works
/// ```
final class DynamoDbLocalFiles {
  private static final System.Logger LOG = System.getLogger(DynamoDbLocalFiles.class.getName());
  private static final String POM = "dynamodb-local.xml";
  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";

  private static final Duration MAVEN_LIMIT = Duration.ofMinutes(10);

  /// What a shell adds to the signal that ended what it ran.
  private static final int SIGNALLED = 128;

  private final TablesConfig config;
  private final Supplier<String> uniqueNames;

  DynamoDbLocalFiles(TablesConfig config, Supplier<String> uniqueNames) {
    this.config = config;
    this.uniqueNames = uniqueNames;
  }

  /// The class path.
  ///
  /// @throws IllegalArgumentException when it is not known and Maven cannot find it
  String classPath() throws InterruptedException {
    try {
      var pom = pom();
      var kept = config.workFolder().resolve("class-path-" + checksum(pom));
      var known = read(kept);
      if (known.isPresent()) {
        return known.get();
      }
      LOG.log(
          System.Logger.Level.INFO,
          "DynamoDB Local is not here yet, Maven gets it, once; this may take a minute");
      return resolve(pom, kept);
    } catch (IOException e) {
      throw TablesConfig.unusable(config.workFolder(), e);
    }
  }

  private String resolve(byte[] pom, Path kept) throws IOException, InterruptedException {
    try (var scratch = ScratchFolder.in(config.workFolder(), uniqueNames.get())) {
      Files.write(scratch.path().resolve("pom.xml"), pom);
      runMaven(scratch.path());
      var found = scratch.path().resolve("class-path");
      Files.move(found, kept, ATOMIC_MOVE, REPLACE_EXISTING);
      return read(kept).orElseThrow(() -> failed("the jars are not where Maven says"));
    }
  }

  private void runMaven(Path folder) throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var builder =
        new ProcessBuilder(config.maven(), "-B", "-q", GOAL, "-Dmdep.outputFile=class-path")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", home());
    Process process;
    try {
      process = builder.start();
    } catch (IOException _) {
      throw failed(
          "command '%s' could not be started; install Maven 3.8.6 or newer"
              .formatted(config.maven()));
    }
    try {
      await(process, output);
    } finally {
      var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(one -> one.onExit().join()); // it writes to a folder that goes now
    }
  }

  private static void await(Process maven, Path output) throws IOException, InterruptedException {
    if (!maven.waitFor(MAVEN_LIMIT)) {
      throw failed("Maven takes longer than %d minutes".formatted(MAVEN_LIMIT.toMinutes()));
    }
    if (maven.exitValue() > SIGNALLED) {
      throw failed("Maven was stopped by signal " + (maven.exitValue() - SIGNALLED));
    }
    if (maven.exitValue() != 0) {
      throw failed(firstError(output));
    }
  }

  private String home() {
    return config.java().toAbsolutePath().resolveSibling("..").normalize().toString();
  }

  private static String firstError(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
        .filter(line -> line.startsWith("[ERROR]"))
        .map(line -> line.substring("[ERROR]".length()).strip())
        .findFirst()
        .orElse("no reason given");
  }

  private static IllegalArgumentException failed(String why) {
    return new IllegalArgumentException(
        "the template has tables, which DynamoDB Local keeps; it is got by Maven and the network at"
            + " the first start, which did not work: "
            + why);
  }

  private static Optional<String> read(Path kept) throws IOException {
    if (!Files.exists(kept)) {
      return Optional.empty();
    }
    var text = Files.readString(kept).strip();
    return Arrays.stream(text.split(File.pathSeparator, -1)).map(Path::of).allMatch(Files::exists)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static byte[] pom() throws IOException {
    try (InputStream resource = DynamoDbLocalFiles.class.getResourceAsStream(POM)) {
      if (resource == null) {
        throw new IllegalStateException(POM + " is part of this program");
      }
      return resource.readAllBytes();
    }
  }

  private static String checksum(byte[] bytes) {
    var checksum = new CRC32();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }
}
