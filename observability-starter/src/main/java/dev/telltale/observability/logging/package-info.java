/**
 * JSON log lines without Logback XML in the user's project.
 */
@NullMarked
package dev.telltale.observability.logging;

import org.jspecify.annotations.NullMarked;
