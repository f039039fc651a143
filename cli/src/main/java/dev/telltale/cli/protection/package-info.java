/**
 * TLS and a password for the web servers of the stack.
 */
@NullMarked
package dev.telltale.cli.protection;

import org.jspecify.annotations.NullMarked;
