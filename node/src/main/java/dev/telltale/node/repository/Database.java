package dev.telltale.node.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** One SQLite file: one connection that writes, a few that read beside it. */
final class Database implements AutoCloseable {
  private static final int READERS = 3;
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  /** Statements that belong together. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final Path file;
  private final DirectoryLock directoryLock;
  private final ReentrantLock writing = new ReentrantLock();
  private final Connection writer;
  private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
  private volatile boolean closed;

  private Database(Path file, DirectoryLock directoryLock, List<Connection> connections) {
    this.file = file;
    this.directoryLock = directoryLock;
    this.writer = connections.get(0);
    readers.addAll(connections.subList(1, connections.size()));
  }

  static Database open(Path dataDir) {
    Path file = dataDir.resolve("telltale.db");
    DirectoryLock lock = DirectoryLock.take(dataDir);
    List<Connection> connections = new ArrayList<>();
    try {
      connections.add(connect(file, false));
      inTransaction(connections.get(0), connection -> Schema.prepare(connection, file));
      for (int i = 0; i < READERS; i++) {
        connections.add(connect(file, true));
      }
      return new Database(file, lock, connections);
    } catch (SQLException e) {
      closeAll(connections, lock, e);
      throw new RepositoryException(
          file + ": expected a SQLite database, found " + e.getMessage(), e);
    } catch (RepositoryException e) {
      closeAll(connections, lock, e);
      throw e;
    }
  }

  private static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setReadOnly(readOnly);
    if (!readOnly) {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.FULL); // a commit is on the disk when it returns
      config.enforceForeignKeys(true);
    }
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /** All of {@code work}, or, when it throws, nothing of it. */
  <T> T write(String what, Work<T> work) {
    writing.lock();
    try {
      refuseWhenClosed();
      return inTransaction(writer, work);
    } catch (SQLException e) {
      throw refused(what, e);
    } finally {
      writing.unlock();
    }
  }

  // By hand: with auto-commit off the driver begins the next transaction right after a commit, and
  // so would keep the write lock of the file for ever.
  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
    try {
      T result = work.on(connection);
      execute(connection, "COMMIT");
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        execute(connection, "ROLLBACK");
      } catch (SQLException noTransactionLeft) {
        e.addSuppressed(noTransactionLeft);
      }
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  <T> T read(String what, Work<T> work) {
    Connection reader = freeReader(what);
    try {
      return work.on(reader);
    } catch (SQLException e) {
      throw refused(what, e);
    } finally {
      readers.add(reader);
    }
  }

  private Connection freeReader(String what) {
    try {
      @Nullable Connection reader = null;
      while (reader == null) { // awake now and then: a close takes all readers and gives none back
        refuseWhenClosed();
        reader = readers.poll(100, TimeUnit.MILLISECONDS);
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryException(file + ": " + what + ": interrupted", e);
    }
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new RepositoryException(file + ": expected an open database, found it closed");
    }
  }

  private RepositoryException refused(String what, SQLException e) {
    return new RepositoryException(file + ": " + what + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      List<Connection> connections = new ArrayList<>(List.of(writer));
      for (int i = 0; i < READERS; i++) {
        connections.add(readers.take()); // waits for those that still read
      }
      RepositoryException trouble = new RepositoryException(file + ": could not be closed");
      closeAll(connections, directoryLock, trouble);
      if (trouble.getSuppressed().length > 0) {
        throw trouble;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryException(file + ": close: interrupted", e);
    } finally {
      writing.unlock();
    }
  }

  /** What goes wrong here is added to {@code cause}. */
  private static void closeAll(List<Connection> connections, DirectoryLock lock, Exception cause) {
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    try {
      lock.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
