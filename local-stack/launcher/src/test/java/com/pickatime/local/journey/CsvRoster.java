package com.pickatime.local.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The roster of a small school as files; everybody is named by a role and a number.
 *
 * @param prefix what all source IDs begin with
 * @param students how many there are
 * @param absent students who are left out
 * @param renamed students whose given name is {@link #WRONG}
 */
record CsvRoster(String prefix, int students, Set<Integer> absent, Set<Integer> renamed) {

    static final int STUDENTS = 60;
    static final int PARENTS = 40;
    static final int TEACHERS = 6;
    static final int PEOPLE = STUDENTS + PARENTS + TEACHERS;
    static final String WRONG = "Mistaken";

    /** Of students 50 to 52, none of whom has a parent in the roster; as a parent writes it. */
    static final String BORN = "02/02/2012";

    private static final int FIRST_BORN_THEN = 50;

    private static final int LAST_BORN_THEN = 52;

    static CsvRoster of(String prefix) {
        return new CsvRoster(prefix, STUDENTS, Set.of(), Set.of());
    }

    CsvRoster withMore(int more) {
        return new CsvRoster(prefix, students + more, absent, renamed);
    }

    CsvRoster without(int student) {
        return new CsvRoster(prefix, students, Set.of(student), renamed);
    }

    CsvRoster renaming(int student) {
        return new CsvRoster(prefix, students, absent, Set.of(student));
    }

    String student(int number) {
        return prefix + "s" + number;
    }

    /** The zip file, in a folder. */
    Path in(Path folder) throws IOException {
        var zip = folder.resolve("roster.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            file(out, "orgs.csv", "sourcedId,name,type", Stream.of(prefix + "school,School,school"));
            file(
                    out,
                    "academicSessions.csv",
                    "sourcedId,title,type,startDate",
                    Stream.of(prefix + "fall,Fall,term,2026-08-01"));
            file(out, "courses.csv", "sourcedId,title", Stream.of(prefix + "math,Math"));
            file(
                    out,
                    "classes.csv",
                    "sourcedId,title,schoolSourcedId,termSourcedIds",
                    numbers(TEACHERS, i -> "%1$sc%2$d,Class %2$d,%1$sschool,%1$sfall".formatted(prefix, i)));
            file(
                    out,
                    "users.csv",
                    "sourcedId,role,givenName,familyName,email,identifier,agentSourcedIds,orgSourcedIds",
                    people());
            file(out, "enrollments.csv", "sourcedId,classSourcedId,userSourcedId,role,schoolSourcedId", enrollments());
            file(
                    out,
                    "demographics.csv",
                    "sourcedId,birthDate",
                    students(i -> "%s,%s".formatted(student(i), birthDate(i))));
        }
        return zip;
    }

    private Stream<String> people() {
        return Stream.of(
                        students(i -> "%1$s,student,%2$s,%3$d,,N%3$d,,%4$sschool"
                                .formatted(student(i), renamed.contains(i) ? WRONG : "Student", i, prefix)),
                        numbers(
                                PARENTS,
                                i -> "%1$sp%2$d,parent,Parent,%2$d,parent%2$d@example.org,,%1$ss%2$d,%1$sschool"
                                        .formatted(prefix, i)),
                        numbers(
                                TEACHERS,
                                i -> "%1$st%2$d,teacher,Teacher,%2$d,teacher%2$d@example.org,T%2$d,,%1$sschool"
                                        .formatted(prefix, i)))
                .flatMap(lines -> lines);
    }

    private Stream<String> enrollments() {
        return Stream.concat(
                students(
                        i -> "%1$se%2$d,%1$sc%3$d,%1$ss%2$d,student,%1$sschool".formatted(prefix, i, i % TEACHERS + 1)),
                numbers(TEACHERS, i -> "%1$sf%2$d,%1$sc%2$d,%1$st%2$d,teacher,%1$sschool".formatted(prefix, i)));
    }

    private static String birthDate(int student) {
        return student >= FIRST_BORN_THEN && student <= LAST_BORN_THEN
                ? "2012-02-02"
                : "20%02d-%02d-17".formatted(5 + student % 10, 1 + student % 12);
    }

    private Stream<String> students(IntFunction<String> line) {
        return IntStream.rangeClosed(1, students)
                .filter(student -> !absent.contains(student))
                .mapToObj(line);
    }

    private static Stream<String> numbers(int most, IntFunction<String> line) {
        return IntStream.rangeClosed(1, most).mapToObj(line);
    }

    private static void file(ZipOutputStream out, String name, String header, Stream<String> lines) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write((header + '\n' + lines.collect(Collectors.joining("\n")) + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
