/**
 * Files and folders, beyond what the JDK has.
 */
@NullMarked
package dev.telltale.tools.files;

import org.jspecify.annotations.NullMarked;
