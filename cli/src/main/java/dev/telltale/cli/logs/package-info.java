/**
 * Reads the JSON log files of the services: merged, filtered, followed.
 */
@NullMarked
package dev.telltale.cli.logs;

import org.jspecify.annotations.NullMarked;
