/**
 * Assembles the library chart in the build: its templates, and what the mixin renders.
 */
@NullMarked
package dev.telltale.chart.assembly;

import org.jspecify.annotations.NullMarked;
