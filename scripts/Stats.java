// SPDX-License-Identifier: Apache-2.0

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.tools.ToolProvider;

/// `make stats`: sizes of main source files and methods in lines, and exit code 1 when one passes a hard stop.
final class Stats {
  private static final int FILE_STOP = 400;
  private static final int METHOD_STOP = 40;

  private record Sized(String name, long lines) {}

  private final List<Sized> files = new ArrayList<>();
  private final List<Sized> methods = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    var stats = new Stats();
    try (var paths = Files.walk(Path.of("."))) {
      stats.read(paths.filter(Stats::isMainSource).toList());
    }
    boolean within =
        stats.print("files", stats.files, FILE_STOP)
            & stats.print("methods", stats.methods, METHOD_STOP);
    System.exit(within ? 0 : 1);
  }

  private static boolean isMainSource(Path path) {
    var text = path.toString();
    return text.endsWith(".java") && text.contains("/src/main/java/");
  }

  private void read(List<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      var positions = Trees.instance(task).getSourcePositions();
      for (var unit : task.parse()) {
        var name = Path.of(unit.getSourceFile().getName()).normalize().toString();
        files.add(new Sized(name, unit.getSourceFile().getCharContent(true).toString().lines().count()));
        measureMethods(unit, name, positions);
      }
    }
  }

  private void measureMethods(CompilationUnitTree unit, String file, SourcePositions positions) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        var lines = unit.getLineMap();
        long start = positions.getStartPosition(unit, method);
        long end = positions.getEndPosition(unit, method);
        if (method.getBody() != null && start >= 0 && end >= 0) {
          long length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
          methods.add(new Sized(file + " " + method.getName(), length));
        }
        return super.visitMethod(method, nothing);
      }
    }.scan(unit, null);
  }

  private boolean print(String what, List<Sized> sized, int stop) {
    sized.sort(Comparator.comparingLong(Sized::lines));
    if (sized.isEmpty()) {
      return true;
    }
    System.out.printf(
        "%-8s %5d   lines: median %d, p90 %d, longest %d (hard stop %d)%n",
        what, sized.size(), rank(sized, 0.5), rank(sized, 0.9), sized.getLast().lines(), stop);
    var over = sized.stream().filter(s -> s.lines() > stop).toList();
    over.forEach(s -> System.out.printf("  over the stop: %s, %d lines%n", s.name(), s.lines()));
    return over.isEmpty();
  }

  private static long rank(List<Sized> sized, double share) {
    return sized.get((int) Math.ceil(share * sized.size()) - 1).lines();
  }
}
