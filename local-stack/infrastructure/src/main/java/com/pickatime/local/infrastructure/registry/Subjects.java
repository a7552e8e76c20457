package com.pickatime.local.infrastructure.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Every registered schema, its id and its versions per subject; a change is in the journal before it is visible. */
final class Subjects implements AutoCloseable {

    private static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;

    private final Journal journal;
    private final Map<String, List<RegisteredSchema>> versions = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    /** The level of all subjects has the key null. */
    private final Map<@Nullable String, CompatibilityLevel> levels = new HashMap<>();

    Subjects(Journal journal) {
        this.journal = journal;
        journal.past().forEach(this::apply);
    }

    private void apply(JournalEntry entry) {
        if (entry.schema() != null) {
            var subject = Objects.requireNonNull(entry.subject());
            remember(new RegisteredSchema(subject, entry.version(), entry.id(), SchemaText.parse(entry.schema())));
        } else if (entry.level() != null) {
            levels.put(entry.subject(), entry.level());
        } else {
            levels.remove(entry.subject());
        }
    }

    private void remember(RegisteredSchema schema) {
        versions.computeIfAbsent(schema.subject(), key -> new ArrayList<>()).add(schema);
        ids.put(schema.text(), schema.id());
    }

    synchronized Set<String> names() {
        return Set.copyOf(versions.keySet());
    }

    /** Its versions, oldest first. */
    synchronized List<RegisteredSchema> versionsOf(String subject) {
        var found = versions.get(subject);
        if (found == null) {
            throw RegistryException.unknownSubject(subject);
        }
        return List.copyOf(found);
    }

    /** The same schema again gets its old id and makes no new version. */
    synchronized RegisteredSchema register(String subject, Schema schema) {
        var known = find(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        var objections = objections(subject, schema);
        if (!objections.isEmpty()) {
            throw RegistryException.incompatible(subject, objections);
        }
        var id = ids.getOrDefault(schema.toString(), ids.size() + 1);
        var added = new RegisteredSchema(subject, earlier(subject).size() + 1, id, schema);
        journal.append(JournalEntry.of(added));
        remember(added);
        return added;
    }

    synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
        var text = schema.toString();
        return earlier(subject).stream()
                .filter(version -> version.text().equals(text))
                .findFirst();
    }

    /** What the subject's level has against this schema as its next version. */
    synchronized List<String> objections(String subject, Schema schema) {
        var schemas = earlier(subject).stream().map(RegisteredSchema::schema).toList();
        return levelFor(subject).objections(schema, schemas);
    }

    private List<RegisteredSchema> earlier(String subject) {
        return versions.getOrDefault(subject, List.of());
    }

    /** Every subject and version that holds the schema with this id. */
    synchronized List<RegisteredSchema> withId(int id) {
        var found = versions.values().stream()
                .flatMap(List::stream)
                .filter(version -> version.id() == id)
                .sorted(Comparator.comparing(RegisteredSchema::subject))
                .toList();
        if (found.isEmpty()) {
            throw RegistryException.unknownSchema(String.valueOf(id));
        }
        return found;
    }

    synchronized CompatibilityLevel globalLevel() {
        return levels.getOrDefault(null, DEFAULT_LEVEL);
    }

    synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized CompatibilityLevel levelFor(String subject) {
        return ownLevel(subject).orElseGet(this::globalLevel);
    }

    /** A null subject means all that have no level of their own; a null level takes the subject's own away. */
    synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        var entry = JournalEntry.of(subject, level);
        journal.append(entry);
        apply(entry);
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
