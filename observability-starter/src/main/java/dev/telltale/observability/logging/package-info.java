/**
 * JSON log lines without Logback XML in the user's project: valid, limited, without
 * secrets, and never waited for.
 */
@NullMarked
package dev.telltale.observability.logging;

import org.jspecify.annotations.NullMarked;
