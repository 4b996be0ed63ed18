// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Loads [HeapFiller] into running processes, by way of the JDK's Attach API.
final class HeapFillerAgent implements AutoCloseable {
  private static final String SECONDS = "6";

  private final Path jar;
  private final List<Long> attached = new CopyOnWriteArrayList<>();

  /// Writes the agent's jar into the folder.
  HeapFillerAgent(Path folder) throws IOException {
    jar = folder.resolve("heap-filler.jar").toAbsolutePath();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", HeapFiller.class.getName());
    var entry = HeapFiller.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = HeapFiller.class.getResourceAsStream("HeapFiller.class")) {
      if (code == null) {
        throw new IOException("the agent's class is not where it was loaded from");
      }
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
    }
  }

  /// Fills the process's heap from now on, for some seconds; nothing happens to a process that has
  /// ended or lets nobody in.
  void fill(ProcessHandle process) {
    attached.add(process.pid());
    try {
      var machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        machine.loadAgent(jar.toString(), SECONDS);
      } finally {
        machine.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException _) {
      // nobody is let in: whoever wants harm looks whether it was done
    }
  }

  /// What is, or may be, on the disk because of this: the jar, and what attaching leaves behind
  /// when the process is killed afterwards.
  List<Path> files() {
    var files = new ArrayList<Path>();
    files.add(jar);
    for (var pid : attached) {
      files.add(Path.of("/tmp", ".java_pid" + pid));
      files.add(Path.of("/tmp", ".attach_pid" + pid));
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    for (var file : files()) {
      Files.deleteIfExists(file);
    }
  }
}
