/**
 * What a service emits when it uses libraries that the starter knows of but does not
 * bring.
 */
@NullMarked
package dev.telltale.observability.libraries;

import org.jspecify.annotations.NullMarked;
