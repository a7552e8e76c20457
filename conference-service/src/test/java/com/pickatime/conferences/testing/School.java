package com.pickatime.conferences.testing;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A contact service that knows the families and classes that a test names, of every business the same. */
public final class School implements AutoCloseable {

    public static final String BUSINESS = "oak";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Set<String>> children = new ConcurrentHashMap<>();
    private final Map<String, Set<Lesson>> lessons = new ConcurrentHashMap<>();
    private final Map<String, String> merged = new ConcurrentHashMap<>();
    private final Set<String> signedIn = ConcurrentHashMap.newKeySet();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<String> guardians = ConcurrentHashMap.newKeySet();
    private final LoopbackServer server = LoopbackServer.start(0, "test-contacts", this::answer);
    private volatile boolean away;

    private record Lesson(String classId, String teacher) {}

    public String url() {
        return server.url();
    }

    public School child(String parent, String student) {
        some(children, parent).add(student);
        return this;
    }

    public School noChild(String parent, String student) {
        some(children, parent).remove(student);
        return this;
    }

    public School lesson(String student, String classId, String teacher) {
        some(lessons, student).add(new Lesson(classId, teacher));
        return this;
    }

    public School noLesson(String student, String classId, String teacher) {
        some(lessons, student).remove(new Lesson(classId, teacher));
        return this;
    }

    /** Somebody has signed in; sso-service is asked for that at the same address. */
    public School signedIn(String contact) {
        signedIn.add(contact);
        return this;
    }

    /** Whether somebody does not count from now on. */
    public School gone(String contact, boolean now) {
        if (now) {
            gone.add(contact);
        } else {
            gone.remove(contact);
        }
        return this;
    }

    /** Another goes on in the place of somebody, with all children and classes. */
    public School adopt(String from, String to) {
        merged.put(from, to);
        return this;
    }

    public School unadopt(String from) {
        merged.remove(from);
        return this;
    }

    /** Whom the roster calls a guardian and no parent. */
    public School guardian(String parent) {
        guardians.add(parent);
        return this;
    }

    private String role(String parent) {
        return guardians.contains(parent) ? "GUARDIAN" : "PARENT";
    }

    /** Whether it fails from now on. */
    public void away(boolean now) {
        away = now;
    }

    private static <T> Set<T> some(Map<String, Set<T>> all, String key) {
        return all.computeIfAbsent(key, one -> ConcurrentHashMap.newKeySet());
    }

    /** Whoever goes on in somebody's place. */
    public String heir(String contact) {
        var heir = contact;
        while (merged.containsKey(heir)) {
            heir = merged.get(heir);
        }
        return heir;
    }

    public boolean counts(String contact) {
        return !gone.contains(contact) && !merged.containsKey(contact);
    }

    /** Those who count. */
    public Set<String> parents(String student) {
        return children.entrySet().stream()
                .filter(family ->
                        family.getValue().stream().anyMatch(child -> heir(child).equals(student)))
                .map(family -> heir(family.getKey()))
                .filter(this::counts)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those who count and teach a student, by the ids of the classes. */
    public Map<String, Set<String>> teachers(String student) {
        return lessons.entrySet().stream()
                .filter(attended -> heir(attended.getKey()).equals(student))
                .flatMap(attended -> attended.getValue().stream())
                .collect(Collectors.groupingBy(
                        Lesson::classId,
                        TreeMap::new,
                        Collectors.mapping(
                                lesson -> heir(lesson.teacher()),
                                Collectors.filtering(this::counts, Collectors.toCollection(TreeSet::new)))));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away) {
                send(exchange, 500, Map.of());
                return;
            }
            var parts = exchange.getRequestURI().getPath().split("/");
            if (parts[3].equals("sign-ins")) {
                send(exchange, 200, signIns(JSON.readValue(exchange.getRequestBody(), Wanted.class)));
                return;
            }
            if (parts.length == 4) {
                send(exchange, 200, page(exchange.getRequestURI().getQuery()));
                return;
            }
            var contact = parts[4];
            if (contact.equals("lookups")) {
                send(exchange, 200, lookups(JSON.readValue(exchange.getRequestBody(), Wanted.class)));
            } else {
                var isFamily = exchange.getRequestURI().getPath().endsWith("relationships");
                send(exchange, 200, isFamily ? relationships(contact) : classes(contact));
            }
        }
    }

    /** One on each page, so that whoever reads a list has to go on. */
    private Map<String, ?> page(String query) {
        var everybody = new TreeSet<>((query.contains("role=STUDENT") ? lessons : children).keySet());
        if (!query.contains("role=STUDENT")) {
            everybody.removeIf(parent -> !query.contains("role=" + role(parent)));
        }
        var one = everybody.higher(query.replaceFirst(".*after=", ""));
        var page = new HashMap<String, Object>(Map.of("items", List.of()));
        if (one != null) {
            var listed = new HashMap<String, Object>(person(one));
            listed.put("active", counts(one));
            listed.put("roles", List.of(role(one)));
            page.put("items", List.of(listed));
            page.put("next", everybody.higher(one) == null ? null : one);
        }
        return page;
    }

    private Map<String, ?> signIns(Wanted wanted) {
        return Map.of(
                "items",
                wanted.ids().stream()
                        .filter(signedIn::contains)
                        .map(id -> Map.of("contactId", id, "lastSignInAt", "2026-11-30T08:00:00Z"))
                        .toList());
    }

    private record Wanted(List<String> ids) {}

    private Map<String, ?> lookups(Wanted wanted) {
        return Map.of(
                "items",
                wanted.ids().stream()
                        .map(id -> {
                            var counts = counts(id);
                            var known = new HashMap<String, Object>(person(id));
                            known.put("active", counts);
                            known.put("mergedInto", merged.containsKey(id) ? heir(id) : null);
                            known.put("roles", List.of());
                            known.put("parents", counts ? parents(id) : List.of());
                            known.put(
                                    "attended",
                                    counts
                                            ? teachers(id).entrySet().stream()
                                                    .map(lesson -> Map.of(
                                                            "classId",
                                                            lesson.getKey(),
                                                            "title",
                                                            "Title of " + lesson.getKey(),
                                                            "teachers",
                                                            lesson.getValue()))
                                                    .toList()
                                            : List.of());
                            return known;
                        })
                        .toList());
    }

    private Map<String, ?> relationships(String parent) {
        return Map.of(
                "parents",
                List.of(),
                "children",
                children.entrySet().stream()
                        .filter(family -> heir(family.getKey()).equals(parent))
                        .flatMap(family -> family.getValue().stream())
                        .map(this::heir)
                        .filter(this::counts)
                        .distinct()
                        .sorted()
                        .map(School::person)
                        .toList());
    }

    private Map<String, ?> classes(String student) {
        return Map.of(
                "taught",
                List.of(),
                "attended",
                teachers(student).entrySet().stream()
                        .map(lesson -> Map.of(
                                "classId",
                                lesson.getKey(),
                                "title",
                                "Title of " + lesson.getKey(),
                                "own",
                                false,
                                "teachers",
                                lesson.getValue().stream().map(School::person).toList()))
                        .toList());
    }

    private static Map<String, String> person(String id) {
        return Map.of("contactId", id, "givenName", "First " + id, "familyName", "Last");
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
        var body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.close();
    }
}
