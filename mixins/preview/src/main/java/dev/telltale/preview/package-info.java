/**
 * The pages that need no Grafana: one for Alertmanager, and a preview of dashboards.
 */
@NullMarked
package dev.telltale.preview;

import org.jspecify.annotations.NullMarked;
