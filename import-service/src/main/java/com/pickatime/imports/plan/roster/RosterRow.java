package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterPerson;
import com.pickatime.schemas.topics.RosterPayloads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a district's roster, the same from whichever source it was read.
 *
 * <p>Text is never blank: what a roster leaves blank is null where a field allows it. Lists are sorted and hold no value
 * twice, so that rows which say the same are equal. Of a person's two names one may be empty, never both.
 *
 * @param sourceId the OneRoster sourcedId: opaque, case-sensitive, unique per type. For demographics, the person's
 * @param payload what will be published of it, <em>in clear</em>: a field for a ciphertext holds the {@linkplain #clear(String)
 *     bytes} of its value. The row takes it over: nobody else changes it any more
 */
public record RosterRow(RecordType type, String sourceId, SpecificRecord payload) {

    public RosterRow {
        if (payloadOf(type) != payload.getClass()) {
            throw new IllegalArgumentException(payload.getClass() + " is no payload of " + type);
        }
        for (var field : payload.getSchema().getFields()) {
            if (payload.get(field.pos()) instanceof List<?> list) {
                payload.put(field.pos(), canonical(list));
            }
        }
    }

    /**
     * The class of a type's payloads.
     *
     * @throws IllegalArgumentException if it is no type of a roster
     */
    public static Class<? extends SpecificRecord> payloadOf(RecordType type) {
        return RosterPayloads.of(type)
                .orElseThrow(() -> new IllegalArgumentException(type + " is no type of a roster"));
    }

    /** How a value that will be sealed stands in a payload until then. */
    public static ByteBuffer clear(String value) {
        return ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value again; null for null. */
    public static @Nullable String clear(@Nullable ByteBuffer value) {
        return value == null
                ? null
                : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    /** The payload once more, each field with what {@code change} makes of its value. */
    public SpecificRecord payloadWith(BiFunction<Schema.Field, @Nullable Object, @Nullable Object> change) {
        return copy(payload, change);
    }

    /** What the person, class or other entity is called; empty for what has no name. */
    public String name() {
        if (payload instanceof RosterPerson person) {
            return (person.getGivenName() + ' ' + person.getFamilyName()).strip();
        }
        return Stream.of("title", "name")
                .map(payload.getSchema()::getField)
                .filter(Objects::nonNull)
                .map(field -> String.valueOf(payload.get(field.pos())))
                .findFirst()
                .orElse("");
    }

    /** Of a person, or of the person in an enrollment; else none. */
    public List<PersonRole> roles() {
        if (payload instanceof RosterPerson person) {
            return List.copyOf(person.getRoles());
        }
        return payload instanceof RosterEnrollment enrollment
                ? List.of(PersonRole.valueOf(enrollment.getRole().name()))
                : List.of();
    }

    /** Its fields in their order, by the names that OneRoster has for them, as text in clear; null for a field that is empty. */
    public Map<String, @Nullable String> texts() {
        var texts = new LinkedHashMap<String, @Nullable String>();
        for (var field : payload.getSchema().getFields()) {
            texts.put(field.name().replaceFirst("Ciphertext$", ""), text(payload.get(field.pos())));
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof ByteBuffer sealed) {
            return clear(sealed);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    /** The same person without some of their claims. */
    public RosterRow withAgents(List<String> sourceIds) {
        return new RosterRow(
                type,
                sourceId,
                copy(payload, (field, value) -> field.name().equals("agentSourceIds") ? sourceIds : value));
    }

    /** The same person without the roles that are not among these. */
    public RosterRow withRoles(Set<PersonRole> among) {
        return new RosterRow(
                type,
                sourceId,
                copy(
                        payload,
                        (field, value) -> field.name().equals("roles") && value instanceof List<?> roles
                                ? roles.stream().filter(among::contains).toList()
                                : value));
    }

    /** The same person without an address. */
    public RosterRow withoutEmail() {
        return new RosterRow(
                type, sourceId, copy(payload, (field, value) -> field.name().equals("emailCiphertext") ? null : value));
    }

    /** Whether the names are the same, so that rows with one source ID are about one person. */
    public boolean hasNameOf(RosterRow other) {
        return payload instanceof RosterPerson one
                && other.payload instanceof RosterPerson another
                && one.getGivenName().equalsIgnoreCase(another.getGivenName())
                && one.getFamilyName().equalsIgnoreCase(another.getFamilyName());
    }

    /**
     * The same entity with what stands in the other row's lists as well, with what only that one tells, and with a flag that one
     * of the two has.
     */
    public RosterRow with(RosterRow other) {
        return new RosterRow(
                type, sourceId, copy(payload, (field, value) -> united(value, other.payload.get(field.pos()))));
    }

    private static @Nullable Object united(@Nullable Object value, @Nullable Object other) {
        if (value instanceof List<?> some && other instanceof List<?> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
        if (value instanceof Boolean flag) {
            return flag || Boolean.TRUE.equals(other);
        }
        return value == null ? other : value;
    }

    private static SpecificRecord copy(
            SpecificRecord payload, BiFunction<Schema.Field, @Nullable Object, @Nullable Object> change) {
        var schema = payload.getSchema();
        var copy = (SpecificRecord) SpecificData.newInstance(payload.getClass(), schema);
        for (var field : schema.getFields()) {
            copy.put(field.pos(), change.apply(field, payload.get(field.pos())));
        }
        return copy;
    }

    private static List<?> canonical(Collection<?> values) {
        return values.stream().sorted().distinct().toList();
    }

    /** Names no personal data, as the payload would, so that a row in a log tells nothing about its person. */
    @Override
    public String toString() {
        return "RosterRow[type=" + type + ", sourceId=" + sourceId + "]";
    }
}
