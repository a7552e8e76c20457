package com.pickatime.imports.run;

import com.pickatime.platform.ids.ImportId;
import org.jspecify.annotations.Nullable;

/**
 * An import that is taken back: the roster is put back as it was before it.
 *
 * @param undone the import
 * @param snapshot the import whose result the roster was then; null where there was none at all
 * @param school source ID of the one organisation whose part is put back; null for all
 */
public record Undoing(
        ImportId undone,
        @Nullable ImportId snapshot,
        @Nullable String school) {}
