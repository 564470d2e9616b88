package dev.telltale.collector;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the frame of a bbolt file, in which the Collector keeps its queues and checkpoints: whether
 * each page that can be reached is where it says it is. What stands in the entries is not looked
 * at; the Collector passes over an entry that it can't read.
 */
final class QueueFile {
  private static final int MAGIC = 0xED0CDAED;
  private static final int BRANCH = 1;
  private static final int LEAF = 2;
  private static final int BUCKET = 1;
  private static final int PAGE_HEADER = 16;
  private static final int ELEMENT = 16;
  private static final int META_CHECKED = 56;

  private final ByteBuffer file;
  private final Set<Long> seen = new HashSet<>();
  private int pageSize;

  private QueueFile(ByteBuffer file) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What is wrong with it, or an empty text. An empty file is fine: it is a new one. */
  static String damage(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() == 0) return "";
      if (channel.size() > Integer.MAX_VALUE) return ""; // more than one map holds: not looked at
      QueueFile file = new QueueFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      try {
        return file.damage();
      } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
        return "it ends in the middle of a page";
      }
    }
  }

  private String damage() {
    int meta = newestMeta();
    if (meta < 0) return "neither of its two first pages is whole";
    long pages = file.getLong(meta + 40);
    if (pages * pageSize > file.limit()) {
      return "expected " + pages + " pages, found " + file.limit() / pageSize;
    }
    return tree(file.getLong(meta + 16), pages);
  }

  /** Where the newer of the two whole meta pages begins, or -1. */
  private int newestMeta() {
    int newest = -1;
    // The second one is a page further on, whose size the first one knows; it is the system's.
    for (int size : new int[] {0, 4096, 16384, 65536}) {
      int at = size + PAGE_HEADER;
      if (at + META_CHECKED + Long.BYTES > file.limit() || !isMeta(at)) continue;
      if (newest < 0 || file.getLong(at + 48) > file.getLong(newest + 48)) newest = at;
    }
    if (newest >= 0) pageSize = file.getInt(newest + 8);
    return newest;
  }

  private boolean isMeta(int at) {
    return file.getInt(at) == MAGIC && file.getLong(at + META_CHECKED) == fnv1a(at);
  }

  private long fnv1a(int at) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < META_CHECKED; i++) {
      hash = (hash ^ (file.get(at + i) & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private String tree(long page, long pages) {
    if (page < 2 || page >= pages) return "it points to page " + page + " of " + pages;
    if (!seen.add(page)) return "two ways lead to page " + page;
    int at = Math.toIntExact(page * pageSize);
    long self = file.getLong(at);
    if (self != page) return "page " + page + " says that it is page " + self;
    int flags = file.getShort(at + 8);
    if (flags != BRANCH && flags != LEAF) return "page " + page + " is of no known kind";
    int count = file.getShort(at + 10) & 0xffff;
    for (int i = 0; i < count; i++) {
      String damage = element(at + PAGE_HEADER + i * ELEMENT, flags, pages);
      if (!damage.isEmpty()) return damage;
    }
    return "";
  }

  private String element(int at, int pageFlags, long pages) {
    if (pageFlags == BRANCH) return tree(file.getLong(at + 8), pages);
    int value = at + file.getInt(at + 4) + file.getInt(at + 8);
    int end = Math.addExact(value, file.getInt(at + 12));
    if (value < at || end < value || end > file.limit()) return "an entry lies outside of it";
    if (file.getInt(at) != BUCKET) return "";
    long root = file.getLong(value);
    return root == 0 ? "" : tree(root, pages);
  }
}
