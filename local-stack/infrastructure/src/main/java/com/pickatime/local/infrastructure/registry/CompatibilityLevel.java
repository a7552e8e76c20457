package com.pickatime.local.infrastructure.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Who must be able to read whom when a schema changes, and with how many earlier versions. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean newReadsOld;
    private final boolean oldReadsNew;
    private final boolean transitive;

    CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
        this.newReadsOld = newReadsOld;
        this.oldReadsNew = oldReadsNew;
        this.transitive = transitive;
    }

    static CompatibilityLevel named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidCompatibility(name);
        }
    }

    /** What is wrong with {@code proposed} after these versions, oldest first; empty when it may follow them. */
    List<String> objections(Schema proposed, List<Schema> earlier) {
        var compared = transitive || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        var objections = new ArrayList<String>();
        for (var old : compared) {
            objections.addAll(objections(proposed, old));
        }
        return objections;
    }

    private List<String> objections(Schema proposed, Schema old) {
        var objections = new ArrayList<String>();
        if (newReadsOld) {
            objections.addAll(canRead(proposed, old));
        }
        if (oldReadsNew) {
            objections.addAll(canRead(old, proposed));
        }
        return objections;
    }

    private static List<String> canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(CompatibilityLevel::describe)
                .toList();
    }

    private static String describe(Incompatibility found) {
        return found.getType() + " at " + found.getLocation() + ": " + found.getMessage();
    }
}
