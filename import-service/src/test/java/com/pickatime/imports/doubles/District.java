package com.pickatime.imports.doubles;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A small district at the ClassLink double: one school with one class, taught by one teacher.
 *
 * <p>May be changed between imports.
 */
public final class District {

    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
    public final String tenantId;
    public volatile boolean enabled = true;
    public volatile String status = "Active";

    /** A collection whose announced total is one more than it has, as if the last page were lost. */
    public volatile String truncated = "";

    /** What every request for a collection was to be filtered by, as it was sent; blank for nothing. */
    public final List<String> filters = new CopyOnWriteArrayList<>();

    /** How many more times the district's permissions change while its users are read. */
    public final AtomicInteger changesAhead = new AtomicInteger();

    private volatile String hanging = "";
    private volatile CountDownLatch answers = new CountDownLatch(0);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger permissionRevision = new AtomicInteger(1);

    public District(String tenantId, int students) {
        this.tenantId = tenantId;
        add("orgs", Map.of("sourcedId", "school", "name", "Lincoln", "type", "school"));
        add("academicSessions", Map.of("sourcedId", "year", "title", "2026", "type", "schoolYear"));
        add("courses", Map.of("sourcedId", "math", "title", "Mathematics"));
        add(
                "classes",
                Map.of(
                        "sourcedId",
                        "math-1",
                        "title",
                        "Mathematics 1",
                        "course",
                        ref("math"),
                        "school",
                        ref("school")));
        add("users", user("teacher", "teacher", "Toni"));
        add("enrollments", enrollment("e-teacher", "teacher", "teacher"));
        for (int i = 0; i < students; i++) {
            var id = "student-" + i;
            add("users", user(id, "student", "Sam" + i));
            add("enrollments", enrollment("e-" + i, id, "student"));
            add("demographics", Map.of("sourcedId", id, "birthDate", "2015-03-" + (10 + i % 20)));
        }
    }

    /** One more school with one class, and two students in it. */
    public void addSchool(String id, String name, String classTitle) {
        add("orgs", Map.of("sourcedId", id, "name", name, "type", "school"));
        add(
                "classes",
                Map.of("sourcedId", id + "-class", "title", classTitle, "course", ref("math"), "school", ref(id)));
        for (int i = 0; i < 2; i++) {
            var student = new HashMap<>(user(id + "-" + i, "student", name + i));
            student.put("orgs", List.of(ref(id)));
            add("users", student);
            add(
                    "enrollments",
                    Map.of(
                            "sourcedId",
                            id + "-e-" + i,
                            "user",
                            ref(id + "-" + i),
                            "class",
                            ref(id + "-class"),
                            "school",
                            ref(id),
                            "role",
                            "student"));
        }
    }

    public synchronized void add(String collection, Map<String, Object> row) {
        rows.computeIfAbsent(collection, name -> new ArrayList<>()).add(row);
    }

    public synchronized void removeIf(String collection, Predicate<String> sourcedId) {
        rows.getOrDefault(collection, new ArrayList<>())
                .removeIf(row -> sourcedId.test(String.valueOf(row.get("sourcedId"))));
    }

    public synchronized List<Map<String, Object>> rows(String collection) {
        return List.copyOf(rows.getOrDefault(collection, List.of()));
    }

    /** Answers no request for a collection until {@link #answerAgain}. */
    public void hang(String collection) {
        answers = new CountDownLatch(1);
        hanging = collection;
    }

    public void answerAgain() {
        hanging = "";
        answers.countDown();
    }

    /** Whether a request was made that is not answered. */
    public boolean isWaitedFor() {
        return unanswered.get() > 0;
    }

    void awaitAnswer(String collection) throws IOException {
        if (!collection.equals(hanging)) {
            return;
        }
        unanswered.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the double was closed");
        } finally {
            unanswered.decrementAndGet();
        }
    }

    int permissionRevision(String collection) {
        if (collection.equals("users") && changesAhead.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return permissionRevision.incrementAndGet();
        }
        return permissionRevision.get();
    }

    public static Map<String, Object> user(String id, String role, String givenName) {
        return Map.of(
                "sourcedId",
                id,
                "role",
                role,
                "givenName",
                givenName,
                "familyName",
                "Example",
                "email",
                id + "@example.org",
                "username",
                id,
                "enabledUser",
                "true",
                "password",
                "never-read");
    }

    private static Map<String, Object> enrollment(String id, String user, String role) {
        return Map.of("sourcedId", id, "user", ref(user), "class", ref("math-1"), "role", role);
    }

    private static Map<String, Object> ref(String id) {
        return Map.of("sourcedId", id, "type", "ref", "href", "https://elsewhere.invalid/" + id);
    }
}
