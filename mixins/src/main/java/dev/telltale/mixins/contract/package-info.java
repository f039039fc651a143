/**
 * Holds everything that a rendering asks against what a running system answers: data, or
 * a reason that was declared before.
 */
@NullMarked
package dev.telltale.mixins.contract;

import org.jspecify.annotations.NullMarked;
