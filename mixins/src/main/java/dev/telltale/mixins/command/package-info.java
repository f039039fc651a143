/**
 * The command line: renders, lists, checks and tests a mixin, with a user's own
 * configuration.
 */
@NullMarked
package dev.telltale.mixins.command;

import org.jspecify.annotations.NullMarked;
