package dev.telltale.stack.panels;

/** A value as an operator reads it: with its unit, or the word that stands for it. */
public record Shown(String text, Tone tone) {}
