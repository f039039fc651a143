/**
 * What the command prints: progress for people, tables, and a plain form where there is
 * no terminal.
 */
@NullMarked
package dev.telltale.cli.console;

import org.jspecify.annotations.NullMarked;
