/**
 * Routes that misbehave on purpose, and traffic on demand.
 */
@NullMarked
package dev.telltale.sample.trouble;

import org.jspecify.annotations.NullMarked;
