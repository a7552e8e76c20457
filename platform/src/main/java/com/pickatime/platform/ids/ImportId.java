package com.pickatime.platform.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Names one import of one business, among all imports of all businesses.
 *
 * @param value not blank
 */
public record ImportId(@JsonValue String value) {

    /** Refuses a blank one with an {@link IllegalArgumentException}. */
    @JsonCreator
    public ImportId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an import has an id");
        }
    }

    /** That of an import that somebody asks for now. */
    public static ImportId fresh() {
        return new ImportId(UUID.randomUUID().toString());
    }

    /**
     * That of the import which {@code reason} asks for, the same for whoever asks for that reason, so that asking twice makes
     * one import: a name-based UUID. Not named {@code of}: frameworks take that for the way to read the text of an id.
     */
    public static ImportId forReason(String reason) {
        return new ImportId(
                UUID.nameUUIDFromBytes(reason.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
