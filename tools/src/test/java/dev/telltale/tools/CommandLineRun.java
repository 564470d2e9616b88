package dev.telltale.tools;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command said and how it ended. */
record CommandLineRun(int exitCode, String out, String err) {
  static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Telltale.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
