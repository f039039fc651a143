/**
 * The stack on one machine: its components, files and addresses.
 */
@NullMarked
package dev.telltale.cli.stack;

import org.jspecify.annotations.NullMarked;
