/**
 * What the commands of all modules share.
 */
@NullMarked
package dev.telltale.tools;

import org.jspecify.annotations.NullMarked;
