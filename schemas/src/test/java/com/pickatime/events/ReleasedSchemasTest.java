package com.pickatime.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A released schema is a promise: today's code reads what it wrote, and it reads what today's code writes. */
class ReleasedSchemasTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Pattern FILE = Pattern.compile("(?<name>.+)\\.v(?<version>\\d+)\\.avsc");

    private static final List<Class<? extends SpecificRecord>> ENVELOPES = List.of(
            RosterRecord.class,
            ImportEvent.class,
            ClassLinkNotification.class,
            SsoEvent.class,
            ContactEvent.class,
            ConferenceEvent.class,
            PasswordLinkIssued.class,
            DistrictAdded.class);

    record Released(String name, int version, Schema schema) {

        static Released in(Path file) {
            var parts = FILE.matcher(file.getFileName().toString());
            assertThat(parts.matches())
                    .as("%s is named <full name>.v<n>.avsc", file)
                    .isTrue();
            return new Released(parts.group("name"), Integer.parseInt(parts.group("version")), parse(file));
        }

        @Override
        public String toString() {
            return name + ".v" + version;
        }
    }

    static List<Released> released() throws IOException {
        try (var files = Files.list(RELEASED)) {
            return files.map(Released::in).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void readsWhatItWrote(Released released) {
        assertReadable(current(released), released.schema());
    }

    @ParameterizedTest
    @MethodSource("released")
    void isReadByIt(Released released) {
        assertReadable(released.schema(), current(released));
    }

    @ParameterizedTest
    @FieldSource("ENVELOPES")
    void changesOnlyWithItsReleasedCopy(Class<? extends SpecificRecord> envelope) throws IOException {
        var current = SpecificData.get().getSchema(envelope);
        var newest = released().stream()
                .filter(released -> released.name().equals(current.getFullName()))
                .max(Comparator.comparingInt(Released::version));

        if (newest.isEmpty() || !meaning(newest.get().schema()).equals(meaning(current))) {
            int next = newest.map(Released::version).orElse(0) + 1;
            throw new AssertionError("%s is not the newest released schema; if that is meant, release %s"
                    .formatted(current.getFullName(), write(current, next)));
        }
    }

    @Test
    void isKeptForEveryEnvelope() throws IOException {
        var envelopes = ENVELOPES.stream().map(Class::getName).toArray(String[]::new);

        assertThat(released()).extracting(Released::name).containsOnly(envelopes);
    }

    private static void assertReadable(Schema reader, Schema writer) {
        var incompatibilities = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
        assertThat(incompatibilities).isEmpty();
    }

    private static Schema current(Released released) {
        return SpecificData.get().getSchema(envelope(released.name()));
    }

    private static Class<?> envelope(String name) {
        return ENVELOPES.stream()
                .filter(envelope -> envelope.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of a schema but the words about it; Avro's canonical form would lose defaults and logical types as well. */
    private static JsonNode meaning(Schema schema) {
        var json = JsonMapper.shared().readTree(schema.toString());
        json.findParents("doc").forEach(parent -> ((ObjectNode) parent).remove("doc"));
        return json;
    }

    /** What would have to be released, where a person can pick it up. */
    private static Path write(Schema schema, int version) throws IOException {
        var file = Path.of("target", "released", "%s.v%d.avsc".formatted(schema.getFullName(), version));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, schema.toString(true) + "\n");
    }
}
