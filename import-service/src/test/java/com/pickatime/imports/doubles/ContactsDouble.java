package com.pickatime.imports.doubles;

import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.schemas.topics.Topics;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The contact service, as far as this service knows it: applies roster records in memory, tells what it holds, and says
 * that an import is complete when it has seen all of its barriers and how many they are.
 */
public final class ContactsDouble implements AutoCloseable {

    private final Map<String, Map<String, String>> stored = new ConcurrentHashMap<>();
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, Long> highestRevisions = new ConcurrentHashMap<>();
    private volatile String lastChange = "none";
    private final Map<String, List<RosterRecord>> imports = new ConcurrentHashMap<>();
    private final HttpDouble http = HttpDouble.start(this::answer);
    private final Map<String, ImportPublished> published = new ConcurrentHashMap<>();
    private final TopicReader<RosterRecord> reader;
    private final TopicReader<ImportEvent> events;
    private final TopicWriter<ImportEvent> writer = new TopicWriter<>(Topics.IMPORT_EVENTS);
    private volatile boolean behind;
    private volatile boolean away;
    private volatile boolean silent;
    private volatile boolean cutOff;

    public ContactsDouble() {
        reader = TopicReader.start(Topics.ROSTER_RECORDS, this::apply);
        events = TopicReader.start(Topics.IMPORT_EVENTS, this::hear);
    }

    public String url() {
        return http.url();
    }

    /** Says that nothing is applied yet, whatever is. */
    public void behind(boolean isBehind) {
        behind = isBehind;
    }

    /** Answers no question. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** Applies, but never says that an import is complete. */
    public void silent(boolean isSilent) {
        silent = isSilent;
    }

    /** Loses the last line of what it holds. */
    public void cutOff(boolean isCutOff) {
        cutOff = isCutOff;
    }

    /** Records of an import, barriers included, in the order in which they were read. */
    public synchronized List<RosterRecord> records(String importId) {
        return List.copyOf(imports.getOrDefault(importId, List.of()));
    }

    /** By type and source ID, the hash of what is active. */
    public Map<String, String> stored(String businessId) {
        return Map.copyOf(stored.getOrDefault(businessId, Map.of()));
    }

    @Override
    public void close() {
        reader.close();
        events.close();
        writer.close();
        http.close();
    }

    private void apply(ConsumerRecord<String, RosterRecord> consumed) {
        var record = consumed.value();
        synchronized (this) {
            var seen = imports.computeIfAbsent(record.getImportId(), id -> new ArrayList<>());
            seen.add(record);
            if (record.getOperation() == RosterOperation.BARRIER) {
                completeIfAll(record.getBusinessId(), record.getImportId(), seen);
            } else {
                change(record);
            }
        }
        positions.put(consumed.partition(), consumed.offset());
    }

    private synchronized void hear(ConsumerRecord<String, ImportEvent> consumed) {
        var event = consumed.value();
        if (event.getEvent() instanceof ImportPublished everything
                && published.put(event.getImportId(), everything) == null) {
            completeIfAll(
                    event.getBusinessId(), event.getImportId(), imports.getOrDefault(event.getImportId(), List.of()));
        }
    }

    /** Loses something in silence. */
    public void lose(String businessId, RecordType type, String sourceId) {
        Objects.requireNonNull(stored.get(businessId)).remove(type + "\",\"" + sourceId);
    }

    /** Something is changed here that no import told. */
    public void change(String name) {
        lastChange = name;
    }

    /** Has seen runs of the business up to this number, and takes nothing older. */
    public void hasSeen(String businessId, long revision) {
        highestRevisions.merge(businessId, revision, Math::max);
    }

    private void change(RosterRecord record) {
        if (record.getRevision() < highestRevisions.getOrDefault(record.getBusinessId(), 0L)) {
            return;
        }
        hasSeen(record.getBusinessId(), record.getRevision());
        var ofBusiness = stored.computeIfAbsent(record.getBusinessId(), id -> new ConcurrentHashMap<>());
        var key = record.getType() + "\",\"" + record.getSourceId();
        if (record.getOperation() == RosterOperation.REMOVE) {
            ofBusiness.remove(key);
        } else {
            ofBusiness.put(key, HexFormat.of().formatHex(record.getContentHash().bytes()));
        }
    }

    private void completeIfAll(String businessId, String importId, List<RosterRecord> seen) {
        var all = published.get(importId);
        long barriers = seen.stream()
                .filter(record -> record.getType() == RecordType.BARRIER)
                .count();
        if (all != null && barriers == all.getPartitions() && !silent) {
            var completed = new ImportCompleted(false, seen.size() - barriers, 0L, all.getSummary(), List.of(), 0);
            writer.write(
                    businessId,
                    new ImportEvent(importId + "/completed", businessId, importId, Instant.now(), completed));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (away) {
            HttpDouble.answer(exchange, 503, "text/plain", "away");
            return;
        }
        var businessId = exchange.getRequestURI().getPath().split("/")[2];
        var told = behind ? Map.<Integer, Long>of() : new TreeMap<>(positions);
        var body = new StringBuilder("{\"positions\":{");
        told.forEach((partition, offset) -> body.append(body.toString().endsWith("{") ? "" : ",")
                .append('"')
                .append(partition)
                .append("\":")
                .append(offset));
        body.append("},\"highestRevision\":")
                .append(highestRevisions.getOrDefault(businessId, 0L))
                .append(",\"lastChange\":\"")
                .append(lastChange)
                .append("\"}\n");
        if ("entries=false".equals(exchange.getRequestURI().getQuery())) {
            HttpDouble.answer(exchange, 200, "application/x-ndjson", body.toString());
            return;
        }
        var entries = stored(businessId);
        entries.forEach((key, hash) ->
                body.append("[\"").append(key).append("\",\"").append(hash).append("\"]\n"));
        if (!cutOff) {
            body.append("{\"entries\":").append(entries.size()).append("}\n");
        }
        HttpDouble.answer(exchange, 200, "application/x-ndjson", body.toString());
    }

    /** How long a test waits for what this double does. */
    public static final Duration SOON = Duration.ofSeconds(30);
}
