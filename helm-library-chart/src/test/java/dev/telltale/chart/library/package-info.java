/**
 * Tests of the library chart, through charts that depend on it as a team's would.
 */
@NullMarked
package dev.telltale.chart.library;

import org.jspecify.annotations.NullMarked;
