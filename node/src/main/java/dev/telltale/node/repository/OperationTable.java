package dev.telltale.node.repository;

import dev.telltale.node.collection.Ual;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations, each in the state it was last saved in. */
record OperationTable(Connection connection) {
  private static final String COLUMNS =
      "id, kind, status, ual, reason, peers, acknowledged_by, created_at, changed_at";

  int save(OperationRecord operation) throws SQLException {
    String sql = "INSERT OR REPLACE INTO operation (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      @Nullable Ual ual = operation.ual();
      insert.setString(1, operation.id());
      insert.setString(2, operation.kind().name());
      insert.setString(3, operation.status().name());
      insert.setString(4, ual == null ? null : ual.toString());
      insert.setString(5, operation.reason());
      insert.setInt(6, operation.peers());
      insert.setInt(7, operation.acknowledgedBy());
      insert.setString(8, operation.createdAt().toString());
      insert.setString(9, operation.changedAt().toString());
      return insert.executeUpdate();
    }
  }

  Optional<OperationRecord> find(String id) throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM operation WHERE id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      return records(select).stream().findFirst();
    }
  }

  List<OperationRecord> failUnfinished(String reason, Instant now) throws SQLException {
    List<OperationRecord> failed = new ArrayList<>();
    for (OperationRecord left : unfinished()) {
      OperationRecord ended =
          new OperationRecord(
              left.id(),
              left.kind(),
              OperationStatus.FAILED,
              left.ual(),
              reason,
              left.peers(),
              left.acknowledgedBy(),
              left.createdAt(),
              now);
      save(ended);
      failed.add(ended);
    }
    return failed;
  }

  private List<OperationRecord> unfinished() throws SQLException {
    String sql =
        "SELECT " + COLUMNS + " FROM operation WHERE status IN (?, ?) ORDER BY created_at, id";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, OperationStatus.CREATED.name());
      select.setString(2, OperationStatus.IN_PROGRESS.name());
      return records(select);
    }
  }

  private static List<OperationRecord> records(PreparedStatement select) throws SQLException {
    List<OperationRecord> records = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        @Nullable String ual = row.getString(4);
        records.add(
            new OperationRecord(
                row.getString(1),
                OperationKind.valueOf(row.getString(2)),
                OperationStatus.valueOf(row.getString(3)),
                ual == null ? null : CollectionTable.ual(ual),
                row.getString(5),
                row.getInt(6),
                row.getInt(7),
                Instant.parse(row.getString(8)),
                Instant.parse(row.getString(9))));
      }
    }
    return records;
  }
}
