package dev.telltale.telemetry.spool;

import java.nio.file.Path;

/** What a spool is made of: as it should be, unless overridden. */
interface Parts {
  Parts SOUND = new Parts() {};

  default FileSteps files(FileSteps files) {
    return files;
  }

  default SpoolFolder folder(Path dir, FileSteps files, boolean fsync) {
    return new SpoolFolder(dir, files, fsync);
  }

  default Entries entries() {
    return new Entries();
  }
}
