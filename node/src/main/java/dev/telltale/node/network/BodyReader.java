package dev.telltale.node.network;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the body of one request as it arrives; a slow client holds no thread.
 *
 * <p>Jetty runs it again whenever there is more, one run at a time.
 */
final class BodyReader implements Runnable {
  /** Told once how it ended. */
  interface Outcome {
    void arrived(byte[] body);

    void tooLarge(int maxBytes);

    /** The bodies of other requests leave no room for this one. */
    void noRoom();

    void failed(Throwable why);
  }

  private final Request request;
  private final int maxBytes;
  private final BodyMemory memory;
  private final Outcome outcome;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Scheduler.Task deadline;

  BodyReader(Request request, HttpLimits limits, BodyMemory memory, Outcome outcome) {
    this.request = request;
    this.maxBytes = limits.maxBodyBytes().applyAsInt(Request.getPathInContext(request));
    this.memory = memory;
    this.outcome = outcome;
    this.deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::timeIsUp, limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    if (request.getLength() > maxBytes) {
      deadline.cancel();
      outcome.tooLarge(maxBytes);
      return;
    }
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (isTheEnd(chunk)) {
        deadline.cancel();
        return;
      }
    }
  }

  /** Gives the memory of the body back; nobody may use the body any more. */
  void forget() {
    memory.giveBack(body.size());
  }

  private boolean isTheEnd(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      outcome.failed(chunk.getFailure());
      return true;
    }
    int more = chunk.remaining();
    boolean last = chunk.isLast();
    boolean fits = body.size() + more <= maxBytes;
    boolean room = fits && memory.take(more);
    if (room) body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    chunk.release();
    if (!fits) outcome.tooLarge(maxBytes);
    else if (!room) outcome.noRoom();
    else if (last) outcome.arrived(body.toByteArray());
    return !room || last;
  }

  private void timeIsUp() {
    request.fail(new TimeoutException("body: expected to arrive in time"));
  }
}
