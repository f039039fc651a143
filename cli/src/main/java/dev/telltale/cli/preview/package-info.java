/**
 * What the preview of dashboards asks of the mixin: the dashboards as they stand in the
 * sources, and why a panel is empty.
 */
@NullMarked
package dev.telltale.cli.preview;

import org.jspecify.annotations.NullMarked;
