/**
 * Owns the processes that we start: whatever happens to us, none of them stays behind and
 * no one else's is touched.
 */
@NullMarked
package dev.telltale.tools.process;

import org.jspecify.annotations.NullMarked;
