package dev.telltale.node.repository;

import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a node must not lose: the log of collections, operations, peers and how far each was read.
 *
 * <p>When a method that writes returns, a kill of the process loses nothing of it. Safe for use by
 * many threads. Throws {@link RepositoryException} when the disk or the database refuses.
 */
public interface Repository extends AutoCloseable {

  /**
   * Appends to {@code publisher}'s own log: gives {@code sign} the next free number and keeps what
   * it returns, or nothing at all when it throws.
   */
  SignedCollection appendNext(String publisher, LongFunction<SignedCollection> sign);

  /** Appends a collection of another publisher under the number that it carries. */
  Appended append(SignedCollection collection);

  Optional<SignedCollection> find(Ual ual);

  /** At most {@code limit} entries with a position above {@code position}, lowest first. */
  List<LogEntry> changesAfter(long position, int limit);

  /** The position of the newest entry; 0 when there is none. */
  long head();

  long collections();

  /** Collections that are in the log and not yet in the triple store, oldest first. */
  List<Ual> notProjected(int limit);

  void markProjected(Ual ual);

  /** Takes every mark of {@link #markProjected} back: the triple store started empty. */
  void forgetProjected();

  void saveOperation(OperationRecord operation);

  Optional<OperationRecord> findOperation(String operationId);

  /**
   * Fails every operation that a previous process left unfinished.
   *
   * @return what was failed, as it is now
   */
  List<OperationRecord> failUnfinished(String reason);

  void savePeer(PeerRecord peer);

  List<PeerRecord> peers();

  /** How far the log of {@code peerId} was read; 0 when never. */
  long cursor(String peerId);

  void saveCursor(String peerId, long position);

  @Override
  void close();
}
