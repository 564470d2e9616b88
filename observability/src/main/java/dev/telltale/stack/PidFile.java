package dev.telltale.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process across shells, by its pid and its start: pids are used again. */
record PidFile(Path file) {

  static PidFile of(StackEnv env, StackServer server) {
    return new PidFile(env.path("STATE_DIR").resolve("run").resolve(server.label() + ".pid"));
  }

  void write(ProcessHandle process) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, process.pid() + " " + started(process) + "\n");
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The process that was written here, if it still runs. */
  Optional<ProcessHandle> process() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] words = Files.readString(file).strip().split(" ", 2);
    if (words.length != 2 || !words[0].matches("\\d{1,10}")) {
      throw new IOException(file + ": expected a pid and a time, found " + String.join(" ", words));
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process).equals(words[1]));
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
