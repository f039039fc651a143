/**
 * What a proof leaves behind: a page for people, a file for build servers, and which
 * alerts are proved how.
 */
@NullMarked
package dev.telltale.cli.report;

import org.jspecify.annotations.NullMarked;
