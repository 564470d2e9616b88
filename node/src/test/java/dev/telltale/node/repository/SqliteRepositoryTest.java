package dev.telltale.node.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.SignedCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRepositoryTest extends RepositoryContract {
  @TempDir private Path dataDir;

  @Override
  Repository open() {
    return SqliteRepository.open(dataDir, CLOCK);
  }

  @Test
  void restart_keepsEverything() {
    SignedCollection first = publish(repository());
    SignedCollection second = publish(repository());
    repository().markProjected(first.manifest().ual());
    repository().saveCursor("0x1", 3);
    List<LogEntry> log = repository().changesAfter(0, 10);
    repository().close();

    try (Repository again = open()) {
      assertThat(again.find(second.manifest().ual())).hasValue(second);
      assertThat(again.changesAfter(0, 10)).isEqualTo(log);
      assertThat(again.notProjected(10)).containsExactly(second.manifest().ual());
      assertThat(again.cursor("0x1")).isEqualTo(3);
      assertThat(publish(again).manifest().ual().number()).isEqualTo(3);
    }
  }

  @Test
  void commitIsOnDiskWhenItReturns() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("wal");
    }
    assertThat(pragma("synchronous")).isEqualTo(2); // FULL
    assertThat(pragma("foreign_keys")).isEqualTo(1);
    assertThat(pragma("busy_timeout")).isEqualTo(5000);
  }

  @Test
  void secondNodeOnTheSameDirectory_isRefused() {
    for (int i = 0; i < 2; i++) { // the refused one must not have released the lock
      assertThatThrownBy(this::open)
          .isInstanceOf(RepositoryException.class)
          .hasMessage(
              dataDir
                  + ": expected a data directory of its own, found it in use by process "
                  + ProcessHandle.current().pid());
    }
    repository().close();
    open().close();
  }

  @Test
  void schemaOfANewerVersion_isRefusedAndLeftAsItIs() throws SQLException {
    repository().close();
    execute("PRAGMA user_version = 2");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(RepositoryException.class)
          .hasMessage(file() + ": expected schema version 1, found 2: a newer Telltale wrote it");
    }
  }

  @Test
  void fileThatIsNoDatabase_isRefusedAndLeftAsItIs() throws IOException {
    repository().close();
    Files.writeString(
        file(), "nothing that SQLite knows, and long enough for a header ".repeat(99));

    assertThatThrownBy(this::open)
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith(file() + ": expected a SQLite database, found ");
    assertThat(file()).content().startsWith("nothing that SQLite knows");
  }

  @Test
  void directoryThatIsAFile_isRefused() throws IOException {
    Path notADirectory = Files.createFile(dataDir.resolve("file"));

    assertThatThrownBy(() -> SqliteRepository.open(notADirectory))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith(notADirectory + ": expected a directory to write to, found ");
  }

  @Test
  void closed_refusesInWords() {
    repository().close();
    repository().close();

    String message = file() + ": expected an open database, found it closed";
    assertThatThrownBy(() -> repository().head()).hasMessage(message);
    assertThatThrownBy(() -> publish(repository())).hasMessage(message);
  }

  @Test
  void databaseThatRefuses_isNamedWithWhatWasAsked() throws SQLException {
    execute("DROP TABLE cursor");

    assertThatThrownBy(() -> repository().saveCursor("0x1", 1))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith(file() + ": save cursor of 0x1: ")
        .hasMessageContaining("no such table: cursor");
    assertThat(publish(repository()).manifest().ual().number()).isEqualTo(1);
  }

  @Test
  void whatFailsHalfWay_isUndoneAsAWhole() throws SQLException {
    OperationRecord first = operation("a", OperationStatus.IN_PROGRESS, null);
    OperationRecord second = operation("b", OperationStatus.IN_PROGRESS, null);
    repository().saveOperation(first);
    repository().saveOperation(second);
    execute(
        "CREATE TRIGGER no BEFORE INSERT ON operation WHEN new.id = 'b'"
            + " BEGIN SELECT RAISE(ABORT, 'no more'); END");

    assertThatThrownBy(() -> repository().failUnfinished("stopped"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageStartingWith(file() + ": fail unfinished operations: ")
        .hasMessageContaining("no more");
    assertThat(repository().findOperation("a")).hasValue(first);
    execute("DROP TRIGGER no"); // and nobody holds a lock
    assertThat(repository().failUnfinished("stopped")).hasSize(2);
  }

  private int pragma(String name) {
    return ((SqliteRepository) repository()).pragma(name);
  }

  private Path file() {
    return dataDir.resolve("telltale.db");
  }

  private void execute(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }
}
