package dev.telltale.node.repository;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Peers, and how far the log of each was read. */
record PeerTable(Connection connection) {

  int save(PeerRecord peer) throws SQLException {
    String sql =
        "INSERT OR REPLACE INTO peer (peer_id, public_key, url, last_seen) VALUES (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, peer.peerId());
      insert.setString(2, peer.publicKey());
      insert.setString(3, peer.url().toString());
      insert.setString(4, peer.lastSeen().toString());
      return insert.executeUpdate();
    }
  }

  List<PeerRecord> all() throws SQLException {
    String sql = "SELECT peer_id, public_key, url, last_seen FROM peer ORDER BY peer_id";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      List<PeerRecord> peers = new ArrayList<>();
      while (row.next()) {
        peers.add(
            new PeerRecord(
                row.getString(1),
                row.getString(2),
                URI.create(row.getString(3)),
                Instant.parse(row.getString(4))));
      }
      return peers;
    }
  }

  long cursor(String peerId) throws SQLException {
    String sql = "SELECT position FROM cursor WHERE peer_id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, peerId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  int saveCursor(String peerId, long position) throws SQLException {
    String sql = "INSERT OR REPLACE INTO cursor (peer_id, position) VALUES (?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, peerId);
      insert.setLong(2, position);
      return insert.executeUpdate();
    }
  }
}
