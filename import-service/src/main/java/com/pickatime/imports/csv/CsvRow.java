package com.pickatime.imports.csv;

import com.pickatime.imports.source.reading.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of a file, by the field names of OneRoster's JSON: {@code course} stands in the column courseSourcedId. */
final class CsvRow implements SourceRecord {

    private final CsvHeader header;
    private final List<String> values;
    private final UserRoles userRoles;

    CsvRow(CsvHeader header, List<String> values, UserRoles userRoles) {
        this.header = header;
        this.values = values;
        this.userRoles = userRoles;
    }

    @Override
    public @Nullable String text(String field) {
        var text = header.value(values, field).strip();
        return text.isEmpty() ? null : text;
    }

    @Override
    public List<String> texts(String field) {
        return list(header.value(values, field));
    }

    @Override
    public @Nullable String sourceId() {
        return id("sourcedId");
    }

    @Override
    public @Nullable String reference(String field) {
        return id(field + "SourcedId");
    }

    /** OneRoster's columns name the one and mean the many: {@code terms} stand in termSourcedIds. */
    @Override
    public List<String> references(String field) {
        return list(header.value(values, field.substring(0, field.length() - 1) + "SourcedIds"));
    }

    @Override
    public List<String> roles() {
        var roles = new ArrayList<>(texts("role"));
        roles.addAll(userRoles.of(sourceId()).roles());
        return roles;
    }

    @Override
    public List<String> orgs() {
        var orgs = new ArrayList<>(references("orgs"));
        var primary = reference("primaryOrg");
        if (primary != null) {
            orgs.add(primary);
        }
        orgs.addAll(userRoles.of(sourceId()).orgs());
        return orgs;
    }

    private @Nullable String id(String column) {
        var id = header.value(values, column);
        return id.isBlank() ? null : id;
    }

    private static List<String> list(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
