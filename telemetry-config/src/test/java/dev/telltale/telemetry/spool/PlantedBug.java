package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mistakes that could be made in a spool; the model has to find each of them. */
enum PlantedBug implements Parts {
  /** The bytes of a file are believed whatever they are. */
  CHECKSUM_NOT_COMPARED {
    @Override
    public SpoolFolder folder(Path dir, FileSteps files, boolean fsync) {
      return new SpoolFolder(dir, files, fsync) {
        @Override
        SpoolFile read(EntryName name) throws IOException, CorruptFile {
          try {
            return super.read(name);
          } catch (CorruptFile e) {
            byte[] file = files.read(dir.resolve(name.file()));
            byte[] rest = Arrays.copyOfRange(file, 0, Math.max(0, file.length - SpoolFile.HEADER));
            return new SpoolFile(name, 0, 0, new Packed(rest, false, rest.length));
          }
        }
      };
    }
  },

  /** A request is written under its name at once. */
  WRITTEN_IN_PLACE {
    @Override
    public FileSteps files(FileSteps files) {
      return new Decorated(files) {
        @Override
        public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
          super.write(whole(file), content, fsync);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          if (!whole(from).equals(to)) {
            super.rename(from, to);
          }
        }

        private Path whole(Path half) {
          return half.resolveSibling(half.getFileName().toString().replace(".tmp", ""));
        }
      };
    }
  },

  /** With fsync asked for, the name of a file is not on the device when it is acknowledged. */
  FOLDER_NOT_SYNCED {
    @Override
    public FileSteps files(FileSteps files) {
      return new Decorated(files) {
        @Override
        public void syncFolder(Path dir) {}
      };
    }
  },

  /** With fsync asked for, nothing but the name is on the device. */
  CONTENT_NOT_SYNCED {
    @Override
    public FileSteps files(FileSteps files) {
      return new Decorated(files) {
        @Override
        public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
          super.write(file, content, false);
        }
      };
    }
  },

  /** What the disk did not take is acknowledged. */
  FULL_DISK_NOT_SEEN {
    @Override
    public FileSteps files(FileSteps files) {
      return new Decorated(files) {
        @Override
        public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
          try {
            super.write(file, content, fsync);
          } catch (IOException e) {
            if (!"No space left on device".equals(e.getMessage())) {
              throw e;
            }
          }
        }
      };
    }
  },

  /** What is in flight is dropped to make room, and delivered. */
  EVICTED_IN_FLIGHT {
    @Override
    public Entries entries() {
      return new Entries() {
        @Override
        @Nullable Entry oldestWaiting() {
          Entry oldest = null;
          for (Entry entry : latestFirst()) {
            oldest = entry;
          }
          return oldest;
        }
      };
    }
  },

  /** Of what was renamed and not counted before a kill, nothing is known. */
  COUNT_IN_THE_FILE_IGNORED {
    @Override
    public SpoolFolder folder(Path dir, FileSteps files, boolean fsync) {
      return new SpoolFolder(dir, files, fsync) {
        @Override
        SpoolFile read(EntryName name) throws IOException, CorruptFile {
          SpoolFile file = super.read(name);
          return new SpoolFile(file.name(), 0, 0, file.packed());
        }
      };
    }
  },

  /** What could not be deleted is forgotten, and found by the next process. */
  UNDELETED_FORGOTTEN {
    @Override
    public SpoolFolder folder(Path dir, FileSteps files, boolean fsync) {
      return new SpoolFolder(dir, files, fsync) {
        @Override
        void deleteLeftOvers() {}
      };
    }
  },

  /** What failed is tried again before the others. */
  ATTEMPTS_NOT_COUNTED {
    @Override
    public Entries entries() {
      return new Entries() {
        @Override
        void putBack(Entry entry) {
          super.putBack(entry);
          remove(entry);
          entry.attempts = 0;
          boolean ignored = add(entry);
        }
      };
    }
  },

  /** A file that was not written to its end counts as a request. */
  HALF_WRITTEN_BELIEVED {
    @Override
    public FileSteps files(FileSteps files) {
      return new Decorated(files) {
        @Override
        public List<Listed> list(Path dir) throws IOException {
          for (Listed file : super.list(dir)) {
            if (file.name().endsWith(EntryName.HALF_WRITTEN) && !dir.endsWith("corrupt")) {
              rename(dir.resolve(file.name()), dir.resolve(file.name().replace(".tmp", "")));
            }
          }
          return super.list(dir);
        }
      };
    }
  };

  private abstract static class Decorated implements FileSteps {
    private final FileSteps files;

    Decorated(FileSteps files) {
      this.files = files;
    }

    @Override
    public void folder(Path dir) throws IOException {
      files.folder(dir);
    }

    @Override
    public List<Listed> list(Path dir) throws IOException {
      return files.list(dir);
    }

    @Override
    public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
      files.write(file, content, fsync);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      files.rename(from, to);
    }

    @Override
    public void syncFolder(Path dir) throws IOException {
      files.syncFolder(dir);
    }

    @Override
    public byte[] read(Path file) throws IOException {
      return files.read(file);
    }

    @Override
    public void delete(Path file) throws IOException {
      files.delete(file);
    }
  }
}
