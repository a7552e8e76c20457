package com.pickatime.contacts.sourceindex;

import com.pickatime.contacts.firstimport.FirstImports.FirstImport;
import com.pickatime.contacts.sourceindex.SourceIndexEntries.SourceIndexEntry;
import com.pickatime.events.RecordType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the lines of a source index, many to a buffer. */
@Component
final class SourceIndexLines {

    private static final String LINE_END = "\n";
    private static final int BYTES_PER_LINE = 200;

    private final JsonFactory json =
            JsonFactory.builder().rootValueSeparator(LINE_END).build();

    /**
     * The first line: how far each partition was applied before the entries were read, above which revision a change
     * of the business must be to matter, and a name for what was changed last otherwise than by an import.
     */
    DataBuffer positions(
            DataBufferFactory buffers, Map<Integer, Long> positions, long highestRevision, String lastChange) {
        return lines(buffers, 1, line -> {
            line.writeStartObject();
            line.writeObjectPropertyStart("positions");
            positions.forEach((partition, offset) -> line.writeNumberProperty(String.valueOf(partition), offset));
            line.writeEndObject();
            line.writeNumberProperty("highestRevision", highestRevision);
            line.writeStringProperty("lastChange", lastChange);
            line.writeEndObject();
        });
    }

    DataBuffer entries(DataBufferFactory buffers, RecordType type, List<SourceIndexEntry> entries) {
        return lines(buffers, entries.size(), line -> {
            for (var entry : entries) {
                line.writeStartArray();
                line.writeString(type.name());
                line.writeString(entry.sourceId());
                line.writeString(HexFormat.of().formatHex(entry.hash()));
                if (entry.hasMore()) {
                    more(line, entry);
                }
                line.writeEndArray();
            }
        });
    }

    private static void more(JsonGenerator line, SourceIndexEntry entry) {
        line.writeStartObject();
        texts(line, "orgs", entry.orgs());
        texts(line, "roles", entry.roles());
        if (entry.name() != null) {
            line.writeStringProperty("name", entry.name());
        }
        if (entry.identity() != null) {
            line.writeStringProperty("identity", HexFormat.of().formatHex(entry.identity()));
        }
        if (entry.identifier() != null) {
            line.writeStringProperty("identifier", HexFormat.of().formatHex(entry.identifier()));
        }
        if (entry.email() != null) {
            line.writeStringProperty("email", HexFormat.of().formatHex(entry.email()));
        }
        if (entry.quarantined()) {
            line.writeBooleanProperty("quarantined", true);
        }
        if (entry.gone()) {
            line.writeBooleanProperty("gone", true);
        }
        line.writeEndObject();
    }

    private static void texts(JsonGenerator line, String name, List<String> values) {
        if (!values.isEmpty()) {
            line.writeArrayPropertyStart(name);
            values.forEach(line::writeString);
            line.writeEndArray();
        }
    }

    /** The last line, without which the index is cut short. */
    DataBuffer end(DataBufferFactory buffers, long entries) {
        return lines(buffers, 1, line -> {
            line.writeStartObject();
            line.writeNumberProperty("entries", entries);
            line.writeEndObject();
        });
    }

    /** The same where there is no entry, with the contacts that the business made itself and what was decided about them. */
    DataBuffer end(DataBufferFactory buffers, FirstImport first) {
        return lines(buffers, 1, line -> {
            line.writeStartObject();
            line.writeNumberProperty("entries", 0);
            if (!first.ownContacts().isEmpty()) {
                line.writeObjectPropertyStart("own");
                first.ownContacts().forEach(line::writeNumberProperty);
                line.writeEndObject();
            }
            if (first.decision() != null) {
                line.writeStringProperty("firstImport", first.decision().name());
            }
            line.writeEndObject();
        });
    }

    private DataBuffer lines(DataBufferFactory buffers, int count, Lines lines) {
        var buffer = buffers.allocateBuffer(count * BYTES_PER_LINE);
        try (var generator =
                json.createGenerator(ObjectWriteContext.empty(), buffer.asOutputStream(), JsonEncoding.UTF8)) {
            lines.writeTo(generator);
            generator.writeRaw(LINE_END);
        }
        return buffer;
    }

    private interface Lines {

        void writeTo(JsonGenerator generator);
    }
}
