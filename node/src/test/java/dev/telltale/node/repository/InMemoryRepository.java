package dev.telltale.node.repository;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The repository's twin for tests: keeps the same promises, but for those about disks. */
public final class InMemoryRepository implements Repository {
  private final InstantSource clock;
  private final Map<Ual, SignedCollection> collections = new LinkedHashMap<>();
  private final List<LogEntry> log = new ArrayList<>();
  private final Set<Ual> notProjected = new LinkedHashSet<>();
  private final Map<String, OperationRecord> operations = new LinkedHashMap<>();
  private final Map<String, PeerRecord> peers = new TreeMap<>();
  private final Map<String, Long> cursors = new TreeMap<>();

  public InMemoryRepository() {
    this(InstantSource.system());
  }

  InMemoryRepository(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized SignedCollection appendNext(
      String publisher, LongFunction<SignedCollection> sign) {
    long number =
        1
            + collections.keySet().stream()
                .filter(ual -> ual.publisher().equals(publisher))
                .mapToLong(Ual::number)
                .max()
                .orElse(0);
    SignedCollection signed = sign.apply(number);
    Ual ual = signed.manifest().ual();
    if (ual.number() != number || !ual.publisher().equals(publisher)) {
      throw new IllegalArgumentException(
          "expected number " + number + " of " + publisher + ", found " + ual);
    }
    add(signed);
    return signed;
  }

  @Override
  public synchronized Appended append(SignedCollection collection) {
    SignedCollection there = collections.get(collection.manifest().ual());
    if (there == null) {
      add(collection);
      return Appended.NEW;
    }
    return there.manifest().merkleRoot().equals(collection.manifest().merkleRoot())
        ? Appended.ALREADY_PRESENT
        : Appended.CONFLICT;
  }

  private void add(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    collections.put(ual, collection);
    log.add(new LogEntry(log.size() + 1L, ual, collection.manifest().merkleRoot()));
    notProjected.add(ual);
  }

  @Override
  public synchronized Optional<SignedCollection> find(Ual ual) {
    return Optional.ofNullable(collections.get(ual));
  }

  @Override
  public synchronized List<LogEntry> changesAfter(long position, int limit) {
    return log.stream().filter(entry -> entry.position() > position).limit(limit).toList();
  }

  @Override
  public synchronized long head() {
    return log.size();
  }

  @Override
  public synchronized long collections() {
    return collections.size();
  }

  @Override
  public synchronized List<Ual> notProjected(int limit) {
    return notProjected.stream().limit(limit).toList();
  }

  @Override
  public synchronized void markProjected(Ual ual) {
    notProjected.remove(ual);
  }

  @Override
  public synchronized void forgetProjected() {
    notProjected.clear();
    notProjected.addAll(collections.keySet());
  }

  @Override
  public synchronized void saveOperation(OperationRecord operation) {
    operations.put(operation.id(), operation);
  }

  @Override
  public synchronized Optional<OperationRecord> findOperation(String operationId) {
    return Optional.ofNullable(operations.get(operationId));
  }

  @Override
  public synchronized List<OperationRecord> failUnfinished(String reason) {
    List<OperationRecord> failed =
        operations.values().stream()
            .filter(operation -> !operation.status().isFinal())
            .map(
                left ->
                    new OperationRecord(
                        left.id(),
                        left.kind(),
                        OperationStatus.FAILED,
                        left.ual(),
                        reason,
                        left.peers(),
                        left.acknowledgedBy(),
                        left.createdAt(),
                        clock.instant()))
            .sorted(
                Comparator.comparing(OperationRecord::createdAt).thenComparing(OperationRecord::id))
            .toList();
    failed.forEach(this::saveOperation);
    return failed;
  }

  @Override
  public synchronized void savePeer(PeerRecord peer) {
    peers.put(peer.peerId(), peer);
  }

  @Override
  public synchronized List<PeerRecord> peers() {
    return List.copyOf(peers.values());
  }

  @Override
  public synchronized long cursor(String peerId) {
    return cursors.getOrDefault(peerId, 0L);
  }

  @Override
  public synchronized void saveCursor(String peerId, long position) {
    cursors.put(peerId, position);
  }

  @Override
  public void close() {}
}
