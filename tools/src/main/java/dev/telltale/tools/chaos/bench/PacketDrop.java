package dev.telltale.tools.chaos.bench;

import java.io.IOException;

/**
 * Drops packets to and from a port of this machine: who sends hears nothing, as behind a dead line.
 * Needs root and nft; the launcher's network namespace keeps it from everyone else.
 */
public final class PacketDrop implements AutoCloseable {
  private final String table;

  private PacketDrop(String table) {
    this.table = table;
  }

  /**
   * Begins to drop.
   *
   * @param percent of the packets; 100 for all
   */
  public static PacketDrop on(int port, int percent) throws IOException {
    String table = "chaos_" + port;
    Shell.run("nft", "add", "table", "inet", table);
    PacketDrop drop = new PacketDrop(table);
    try {
      Shell.run("nft", "add chain inet " + table + " in { type filter hook input priority 0; }");
      for (String direction : new String[] {"dport", "sport"}) {
        String some = percent == 100 ? "" : " numgen random mod 100 < " + percent;
        Shell.run(
            "nft", "add rule inet " + table + " in tcp " + direction + " " + port + some + " drop");
      }
      return drop;
    } catch (IOException e) {
      drop.close();
      throw e;
    }
  }

  /** Begins to answer a share of the new connections with a reset. */
  public static PacketDrop resets(int port, int percent) throws IOException {
    String table = "chaos_" + port;
    Shell.run("nft", "add", "table", "inet", table);
    PacketDrop drop = new PacketDrop(table);
    try {
      Shell.run("nft", "add chain inet " + table + " in { type filter hook input priority 0; }");
      Shell.run(
          "nft",
          "add rule inet %s in tcp dport %d numgen random mod 100 < %d reject with tcp reset"
              .formatted(table, port, percent));
      return drop;
    } catch (IOException e) {
      drop.close();
      throw e;
    }
  }

  /** Everything goes through again. */
  @Override
  public void close() throws IOException {
    Shell.run("nft", "delete", "table", "inet", table);
  }
}
