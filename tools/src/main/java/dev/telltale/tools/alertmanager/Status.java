package dev.telltale.tools.alertmanager;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the Alertmanager tells about itself.
 *
 * @param version such as {@code 0.25.0}
 * @param startedAt since when it runs
 * @param cluster {@code disabled}, {@code settling} or {@code ready}
 * @param configuration the configuration in use, as YAML with all defaults
 */
public record Status(String version, @Nullable Instant startedAt, String cluster, String configuration) {

}
