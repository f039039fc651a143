/**
 * What can be proved of the stack in Docker Compose without Docker.
 */
@NullMarked
package dev.telltale.cli.compose;

import org.jspecify.annotations.NullMarked;
