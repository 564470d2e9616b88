package dev.telltale.node.repository;

/** What became of a collection that was offered to the log. */
public enum Appended {
  NEW,
  ALREADY_PRESENT,
  /** Another collection has this UAL: its publisher signed two. Nothing was changed. */
  CONFLICT
}
