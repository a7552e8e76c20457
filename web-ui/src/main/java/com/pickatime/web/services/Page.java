package com.pickatime.web.services;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what {@code after} of the next part is; null if this is the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {}
