package com.pickatime.imports.sourceindex;

import com.pickatime.events.RecordType;
import com.pickatime.imports.staging.HeldEntry;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads single lines of a source index. */
final class IndexLine {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HASH_LENGTH = 16;

    private IndexLine() {}

    /** The first line: by partition, the offset through which everything is applied. */
    static Map<Integer, Long> positions(String line) {
        var node = parse(line).path("positions");
        if (!node.isObject()) {
            throw new SourceIndexException("does not begin with positions");
        }
        var positions = new HashMap<Integer, Long>();
        node.properties()
                .forEach(entry -> positions.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
        return positions;
    }

    /** The first line: the highest revision that was ever written for the business; 0 when none was. */
    static long highestRevision(String line) {
        return parse(line).path("highestRevision").asLong(0);
    }

    /** The last line's count, or null when this is not the last line. */
    static @Nullable Long entries(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        var entries = parse(line).path("entries");
        if (!entries.isIntegralNumber()) {
            throw new SourceIndexException("has a line of no known kind");
        }
        return entries.asLong();
    }

    static HeldEntry entry(String line) {
        try {
            var parts = JSON.readValue(line, String[].class);
            var hash = HexFormat.of().parseHex(parts[2]);
            if (parts.length == 3 && hash.length == HASH_LENGTH) {
                return new HeldEntry(RecordType.valueOf(parts[0]), parts[1], hash);
            }
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SourceIndexException("has an entry that cannot be read", e);
        }
        throw new SourceIndexException("has an entry that cannot be read");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new SourceIndexException("has a line that is no JSON", e);
        }
    }
}
