/**
 * Plays what no machine of ours has: machines that are full, certificates that expire.
 */
@NullMarked
package dev.telltale.cli.stage;

import org.jspecify.annotations.NullMarked;
