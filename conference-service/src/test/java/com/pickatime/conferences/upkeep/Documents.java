package com.pickatime.conferences.upkeep;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the service keeps, beside what it says. */
final class Documents {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Documents() {}

    static long count(MongoDatabase database, String collection, String field, String value) {
        return Mono.from(database.getCollection(collection).countDocuments(eq(field, value)))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /** How many appointments a parent has at a conference, by what the rules look at. */
    static int bookings(MongoDatabase database, String conference, String parent) {
        return Mono.from(database.getCollection("parents")
                        .find(eq("_id", conference + ":" + parent))
                        .first())
                .map(document ->
                        document.getList("bookings", Document.class, List.of()).size())
                .defaultIfEmpty(0)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /**
     * What does not agree: each slot has exactly those appointments that hold a place in it, and each parent and each child has exactly
     * theirs, counted right.
     *
     * @param live ids of those that hold a place
     */
    static List<String> inconsistencies(MongoDatabase database, String conference, Collection<String> live) {
        var found = new ArrayList<String>();
        var appointments = all(database, "appointments", conference).stream()
                .filter(each -> live.contains(each.getString("_id")))
                .toList();
        var bySlot = ids(appointments, "slotId");
        for (var slot : all(database, "slots", conference)) {
            var taken = slot.getList("taken", String.class);
            if (!Set.copyOf(taken).equals(bySlot.getOrDefault(slot.getString("_id"), Set.of()))
                    || slot.getInteger("free") != slot.getInteger("most") - taken.size()) {
                found.add("slot " + slot);
            }
        }
        for (var whose : Map.of("parents", "parent", "children", "student").entrySet()) {
            var byPerson = ids(appointments, whose.getValue());
            Flux.from(database.getCollection(whose.getKey()).find(regex("_id", "^" + conference + ":")))
                    .toIterable()
                    .forEach(document -> {
                        var person = document.getString("_id").substring(conference.length() + 1);
                        var bookings = document.getList("bookings", Document.class, List.of()).stream()
                                .map(entry -> entry.getString("appointment"))
                                .collect(Collectors.toSet());
                        var counted = document.get("counts", new Document()).values().stream()
                                .mapToInt(count -> (Integer) count)
                                .sum();
                        if (!bookings.equals(byPerson.getOrDefault(person, Set.of())) || counted != bookings.size()) {
                            found.add(whose.getValue() + " " + document);
                        }
                        byPerson.remove(person);
                    });
            byPerson.forEach((person, some) -> found.add(person + " has nothing of " + some));
        }
        return found;
    }

    private static Map<String, Set<String>> ids(List<Document> appointments, String field) {
        return appointments.stream()
                .collect(Collectors.groupingBy(
                        each -> each.getString(field),
                        HashMap::new,
                        Collectors.mapping(each -> each.getString("_id"), Collectors.toSet())));
    }

    private static List<Document> all(MongoDatabase database, String collection, String conference) {
        return Flux.from(database.getCollection(collection).find(eq("conferenceId", conference)))
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
