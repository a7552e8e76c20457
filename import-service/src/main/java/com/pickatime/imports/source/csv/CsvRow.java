package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.reading.DateOrder;
import com.pickatime.imports.source.reading.NullWords;
import com.pickatime.imports.source.reading.RowReader;
import com.pickatime.imports.source.reading.SourceRecord;
import com.pickatime.platform.text.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of a file, by the field names of OneRoster's JSON: {@code course} stands in the column courseSourcedId. */
final class CsvRow implements SourceRecord {

    private final CsvHeader header;
    private final List<String> values;
    private final UserRoles userRoles;
    private final Supplier<DateOrder> dateOrder;

    CsvRow(CsvHeader header, List<String> values, UserRoles userRoles, Supplier<DateOrder> dateOrder) {
        this.header = header;
        this.values = values;
        this.userRoles = userRoles;
        this.dateOrder = dateOrder;
    }

    @Override
    public @Nullable String text(String field) {
        var text = header.value(values, field);
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
    public List<String> roles(RowReader reader) {
        var roles = new ArrayList<>(texts("role"));
        roles.addAll(userRoles.of(sourceId()).roles());
        return roles;
    }

    @Override
    public List<String> orgs(RowReader reader) {
        var orgs = new ArrayList<>(references("orgs"));
        var primary = reference("primaryOrg");
        if (primary != null) {
            orgs.add(primary);
        }
        orgs.addAll(userRoles.of(sourceId()).orgs());
        return orgs;
    }

    @Override
    public DateOrder dateOrder() {
        return dateOrder.get();
    }

    private @Nullable String id(String column) {
        var id = header.value(values, column);
        return id.isEmpty() || NullWords.isNoValue(id) ? null : id;
    }

    /** OneRoster separates with commas; where there is none, some exports do with semicolons, for which commas need no quotation marks. */
    private static List<String> list(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(text.indexOf(',') < 0 ? ";" : ","))
                        .map(Blanks::strip)
                        .filter(value -> !value.isEmpty() && !NullWords.isNoValue(value))
                        .toList();
    }
}
