/**
 * Traffic: schedules of requests, and what sends them.
 */
@NullMarked
package dev.telltale.cli.traffic;

import org.jspecify.annotations.NullMarked;
