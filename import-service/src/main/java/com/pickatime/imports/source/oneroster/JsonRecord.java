package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.reading.DateOrder;
import com.pickatime.imports.source.reading.NullWords;
import com.pickatime.imports.source.reading.RowReader;
import com.pickatime.imports.source.reading.SourceRecord;
import com.pickatime.platform.text.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record of OneRoster's JSON, 1.1 or 1.2. References are read for their sourcedId; their href is never followed. */
final class JsonRecord implements SourceRecord {

    private static final String SOURCED_ID = "sourcedId";
    private static final String METADATA = "metadata.";

    private final JsonNode json;
    private @Nullable List<JsonNode> standingRoles;

    JsonRecord(JsonNode json) {
        this.json = json;
    }

    @Override
    public @Nullable String text(String field) {
        return stripped(
                field.startsWith(METADATA)
                        ? json.path("metadata").path(field.substring(METADATA.length()))
                        : json.path(field));
    }

    @Override
    public List<String> texts(String field) {
        return elements(json.path(field))
                .map(JsonRecord::stripped)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public @Nullable String sourceId() {
        return id(json.path(SOURCED_ID));
    }

    @Override
    public @Nullable String reference(String field) {
        return target(json.path(field));
    }

    @Override
    public List<String> references(String field) {
        return targets(elements(json.path(field)));
    }

    @Override
    public List<String> roles(RowReader reader) {
        var roles = new ArrayList<>(texts("role"));
        standingRoles(reader).stream()
                .map(role -> stripped(role.path("role")))
                .filter(Objects::nonNull)
                .forEach(roles::add);
        return roles;
    }

    @Override
    public List<String> orgs(RowReader reader) {
        var orgs = new ArrayList<>(references("orgs"));
        orgs.addAll(references("primaryOrg"));
        orgs.addAll(targets(standingRoles(reader).stream().map(role -> role.path("org"))));
        return orgs;
    }

    /** JSON has one way to write a date, so there is nothing to prove. */
    @Override
    public DateOrder dateOrder() {
        return DateOrder.UNPROVEN;
    }

    /** Looked at once, because those that cannot be read are counted. */
    private List<JsonNode> standingRoles(RowReader reader) {
        var known = standingRoles;
        if (known == null) {
            known = elements(json.path("roles"))
                    .filter(role -> reader.isStanding(new JsonRecord(role)))
                    .toList();
            standingRoles = known;
        }
        return known;
    }

    /** One value instead of a list is a list of one. */
    private static Stream<JsonNode> elements(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream();
        }
        return node.isMissingNode() || node.isNull() ? Stream.empty() : Stream.of(node);
    }

    private static List<String> targets(Stream<JsonNode> references) {
        return references.map(JsonRecord::target).filter(Objects::nonNull).toList();
    }

    private static @Nullable String target(JsonNode reference) {
        return id(reference.isObject() ? reference.path(SOURCED_ID) : reference);
    }

    /** Byte for byte, for a sourcedId is nothing but itself. */
    private static @Nullable String id(JsonNode node) {
        var id = plain(node);
        return id == null || NullWords.isNoValue(id) ? null : id;
    }

    private static @Nullable String stripped(JsonNode node) {
        var text = plain(node);
        return text == null ? null : Blanks.strip(text);
    }

    private static @Nullable String plain(JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        var value = node.asString();
        return Blanks.isBlank(value) ? null : value;
    }
}
