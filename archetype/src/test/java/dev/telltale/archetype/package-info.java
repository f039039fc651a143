/**
 * Tests of the archetype: what its script makes of the templates, and services that are
 * generated, built and started.
 */
@NullMarked
package dev.telltale.archetype;

import org.jspecify.annotations.NullMarked;
