package com.pickatime.imports.publish.sourceindex;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.plan.roster.StoredEntry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
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

    /** The first line: names what was changed last otherwise than by an import; null where it is not told. */
    static @Nullable String lastChange(String line) {
        var name = parse(line).path("lastChange");
        return name.isString() ? name.asString() : null;
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

    /** The contacts that the business made itself, of which the last line tells where there are no entries. */
    static OwnContacts own(String line) {
        var parsed = parse(line);
        var byRole = new EnumMap<PersonRole, Long>(PersonRole.class);
        parsed.path("own")
                .properties()
                .forEach(entry -> byRole.merge(
                        role(entry.getKey()).findFirst().orElse(PersonRole.UNKNOWN),
                        entry.getValue().asLong(),
                        Long::sum));
        var decision = parsed.path("firstImport").asString("");
        return new OwnContacts(
                byRole,
                Stream.of(OwnContacts.Decision.values())
                        .filter(known -> known.name().equals(decision))
                        .findFirst()
                        .orElse(null));
    }

    /** An entity's line; where it belongs and who it is are left out where the contact service does not tell it. */
    static StoredEntry entry(String line) {
        var parts = parse(line);
        int size = parts.size();
        if (!parts.isArray()
                || size < 3
                || size > 4
                || size == 4 && !parts.get(3).isObject()) {
            throw new SourceIndexException("has an entry that cannot be read");
        }
        try {
            var hash = hash(parts.get(2));
            var belonging = parts.path(3);
            return new StoredEntry(
                    RecordType.valueOf(parts.get(0).asString()),
                    parts.get(1).asString(),
                    hash,
                    texts(belonging.path("orgs")).toList(),
                    texts(belonging.path("roles")).flatMap(IndexLine::role).toList(),
                    belonging.path("name").isString() ? belonging.path("name").asString() : null,
                    hashOrNull(belonging.path("identity")),
                    hashOrNull(belonging.path("identifier")),
                    hashOrNull(belonging.path("email")),
                    belonging.path("quarantined").asBoolean(false),
                    belonging.path("gone").asBoolean(false));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new SourceIndexException("has an entry that cannot be read", e);
        }
    }

    private static byte @Nullable [] hashOrNull(JsonNode hex) {
        return hex.isString() ? hash(hex) : null;
    }

    private static byte[] hash(JsonNode hex) {
        var hash = HexFormat.of().parseHex(hex.asString());
        if (hash.length != HASH_LENGTH) {
            throw new SourceIndexException("has an entry that cannot be read");
        }
        return hash;
    }

    private static Stream<String> texts(JsonNode values) {
        return values.valueStream().filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** Nothing for a role that this version does not know. */
    private static Stream<PersonRole> role(String name) {
        return Stream.of(PersonRole.values()).filter(role -> role.name().equals(name));
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new SourceIndexException("has a line that is no JSON", e);
        }
    }
}
