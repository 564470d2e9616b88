package dev.telltale.node.repository;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables, and the version of them that a file says it has. */
final class Schema {
  static final int VERSION = 1;

  private static final String[] TABLES = {
    """
    CREATE TABLE collection (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      ual TEXT NOT NULL UNIQUE,
      publisher TEXT NOT NULL,
      number INTEGER NOT NULL,
      merkle_root TEXT NOT NULL,
      manifest TEXT NOT NULL,
      nquads BLOB NOT NULL,
      projected INTEGER NOT NULL DEFAULT 0)
    """,
    "CREATE INDEX collection_by_publisher ON collection (publisher, number)",
    "CREATE INDEX collection_not_projected ON collection (position) WHERE projected = 0",
    """
    CREATE TABLE operation (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      ual TEXT,
      reason TEXT,
      peers INTEGER NOT NULL,
      acknowledged_by INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL)
    """,
    "CREATE INDEX operation_by_status ON operation (status)",
    """
    CREATE TABLE peer (
      peer_id TEXT PRIMARY KEY,
      public_key TEXT NOT NULL,
      url TEXT NOT NULL,
      last_seen TEXT NOT NULL)
    """,
    "CREATE TABLE cursor (peer_id TEXT PRIMARY KEY, position INTEGER NOT NULL)",
  };

  private Schema() {}

  /**
   * Makes the tables in an empty file; refuses a file that a newer version wrote.
   *
   * @return the version that the file has now
   */
  static int prepare(Connection connection, Path file) throws SQLException {
    int found = version(connection);
    if (found > VERSION) {
      throw new RepositoryException(
          file
              + ": expected schema version "
              + VERSION
              + ", found "
              + found
              + ": a newer Telltale wrote it");
    }
    if (found == VERSION) {
      return found;
    }
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    return VERSION;
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
