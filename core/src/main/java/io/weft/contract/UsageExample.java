package io.weft.contract;

import org.jspecify.annotations.Nullable;

/**
 * An example for consumers.
 *
 * @param title what it shows
 * @param language for example {@code sql} or {@code java}; null if not said
 * @param text the example itself
 */
public record UsageExample(String title, @Nullable String language, String text) {}
