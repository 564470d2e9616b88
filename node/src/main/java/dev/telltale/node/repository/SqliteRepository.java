package dev.telltale.node.repository;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The repository in one SQLite file, {@code telltale.db} in the data directory. */
public final class SqliteRepository implements Repository {
  private final Database database;
  private final InstantSource clock;

  private SqliteRepository(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Opens the repository of {@code dataDir}, an empty one when there is none. Whoever opens it
   * closes it; meanwhile no other process can.
   *
   * @throws RepositoryException when the directory is in use or can't be written to, or the file is
   *     no database or that of a newer version
   */
  public static SqliteRepository open(Path dataDir) {
    return open(dataDir, InstantSource.system());
  }

  static SqliteRepository open(Path dataDir, InstantSource clock) {
    return new SqliteRepository(Database.open(dataDir), clock);
  }

  @Override
  public SignedCollection appendNext(String publisher, LongFunction<SignedCollection> sign) {
    return database.write(
        "append to the log of " + publisher,
        connection -> {
          CollectionTable collections = new CollectionTable(connection);
          long number = collections.lastNumber(publisher) + 1;
          SignedCollection signed = sign.apply(number);
          Ual ual = signed.manifest().ual();
          if (ual.number() != number || !ual.publisher().equals(publisher)) {
            throw new IllegalArgumentException(
                "expected number " + number + " of " + publisher + ", found " + ual);
          }
          collections.add(signed);
          return signed;
        });
  }

  @Override
  public Appended append(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    return database.write(
        "append " + ual,
        connection -> {
          CollectionTable collections = new CollectionTable(connection);
          Optional<String> root = collections.rootOf(ual);
          if (root.isPresent()) {
            return root.get().equals(collection.manifest().merkleRoot())
                ? Appended.ALREADY_PRESENT
                : Appended.CONFLICT;
          }
          collections.add(collection);
          return Appended.NEW;
        });
  }

  @Override
  public Optional<SignedCollection> find(Ual ual) {
    return database.read("find " + ual, c -> new CollectionTable(c).find(ual));
  }

  @Override
  public List<LogEntry> changesAfter(long position, int limit) {
    return database.read(
        "changes after " + position, c -> new CollectionTable(c).after(position, limit));
  }

  @Override
  public long head() {
    return database.read("head", c -> new CollectionTable(c).head());
  }

  @Override
  public long collections() {
    return database.read("count collections", c -> new CollectionTable(c).count());
  }

  @Override
  public List<Ual> notProjected(int limit) {
    return database.read("not projected", c -> new CollectionTable(c).notProjected(limit));
  }

  @Override
  public void markProjected(Ual ual) {
    database.write("mark " + ual, c -> new CollectionTable(c).markProjected(ual));
  }

  @Override
  public void forgetProjected() {
    database.write("forget what is projected", c -> new CollectionTable(c).forgetProjected());
  }

  @Override
  public void saveOperation(OperationRecord operation) {
    database.write("save operation " + operation.id(), c -> new OperationTable(c).save(operation));
  }

  @Override
  public Optional<OperationRecord> findOperation(String operationId) {
    return database.read("find operation", c -> new OperationTable(c).find(operationId));
  }

  @Override
  public List<OperationRecord> failUnfinished(String reason) {
    return database.write(
        "fail unfinished operations",
        c -> new OperationTable(c).failUnfinished(reason, clock.instant()));
  }

  @Override
  public void savePeer(PeerRecord peer) {
    database.write("save peer " + peer.peerId(), c -> new PeerTable(c).save(peer));
  }

  @Override
  public List<PeerRecord> peers() {
    return database.read("peers", c -> new PeerTable(c).all());
  }

  @Override
  public long cursor(String peerId) {
    return database.read("cursor of " + peerId, c -> new PeerTable(c).cursor(peerId));
  }

  @Override
  public void saveCursor(String peerId, long position) {
    database.write("save cursor of " + peerId, c -> new PeerTable(c).saveCursor(peerId, position));
  }

  /** A setting of the connection that writes. */
  int pragma(String name) {
    return database.write(
        "pragma",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getInt(1);
          }
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
