/**
 * Tests alerts with promtool, by the cases that stand beside them in the mixin.
 */
@NullMarked
package dev.telltale.mixins.ruletest;

import org.jspecify.annotations.NullMarked;
