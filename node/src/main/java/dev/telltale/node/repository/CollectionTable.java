package dev.telltale.node.repository;

import dev.telltale.node.collection.ManifestJson;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log: collections in their order of arrival, and which of them the triple store has. */
record CollectionTable(Connection connection) {

  long lastNumber(String publisher) throws SQLException {
    String sql = "SELECT coalesce(max(number), 0) FROM collection WHERE publisher = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, publisher);
      return number(select);
    }
  }

  void add(SignedCollection collection) throws SQLException {
    Ual ual = collection.manifest().ual();
    String sql =
        "INSERT INTO collection (ual, publisher, number, merkle_root, manifest, nquads)"
            + " VALUES (?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, ual.toString());
      insert.setString(2, ual.publisher());
      insert.setLong(3, ual.number());
      insert.setString(4, collection.manifest().merkleRoot());
      insert.setString(5, ManifestJson.toJson(collection.manifest()).toString());
      // Bytes, because text ends at the first NUL for some of SQLite's own tools.
      insert.setBytes(6, collection.nquads().getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  Optional<String> rootOf(Ual ual) throws SQLException {
    String sql = "SELECT merkle_root FROM collection WHERE ual = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, ual.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  Optional<SignedCollection> find(Ual ual) throws SQLException {
    String sql = "SELECT manifest, nquads FROM collection WHERE ual = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, ual.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new SignedCollection(
                    ManifestJson.parse(row.getString(1)),
                    new String(row.getBytes(2), StandardCharsets.UTF_8)))
            : Optional.empty();
      }
    }
  }

  List<LogEntry> after(long position, int limit) throws SQLException {
    String sql =
        "SELECT position, ual, merkle_root FROM collection WHERE position > ?"
            + " ORDER BY position LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      List<LogEntry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(new LogEntry(row.getLong(1), ual(row.getString(2)), row.getString(3)));
        }
      }
      return entries;
    }
  }

  long head() throws SQLException {
    String sql = "SELECT coalesce(max(position), 0) FROM collection";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return number(select);
    }
  }

  long count() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*) FROM collection")) {
      return number(select);
    }
  }

  List<Ual> notProjected(int limit) throws SQLException {
    String sql = "SELECT ual FROM collection WHERE projected = 0 ORDER BY position LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, limit);
      List<Ual> uals = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          uals.add(ual(row.getString(1)));
        }
      }
      return uals;
    }
  }

  int markProjected(Ual ual) throws SQLException {
    String sql = "UPDATE collection SET projected = 1 WHERE ual = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, ual.toString());
      return update.executeUpdate();
    }
  }

  int forgetProjected() throws SQLException {
    String sql = "UPDATE collection SET projected = 0 WHERE projected <> 0";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      return update.executeUpdate();
    }
  }

  static Ual ual(String text) throws SQLException {
    return Ual.parse(text)
        .orElseThrow(() -> new SQLException("expected a UAL, found \"" + text + "\""));
  }

  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
