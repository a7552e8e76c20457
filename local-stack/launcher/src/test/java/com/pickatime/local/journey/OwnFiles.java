package com.pickatime.local.journey;

import com.pickatime.simulator.records.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a school that kept the people of a roster before it had one: under numbers of its own, and some names as
 * somebody without accents on the keyboard typed them.
 *
 * @param namesakes pairs of students of one name and one birthday: the second is called and born as the first
 */
record OwnFiles(List<Row> teachers, List<Row> students, List<Row> parents, List<List<User>> namesakes) {

    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/uuuu");
    private static final int PAIRS = 3;
    private static final int TYPED_OTHERWISE = 3;

    /**
     * Somebody, as the school has them.
     *
     * @param number the school's own
     * @param person as the roster serves them
     */
    record Row(String number, User person, String givenName, String familyName, Optional<LocalDate> birthDate) {

        String email() {
            return ServedPeople.email(person);
        }

        String sourceId() {
            return ServedPeople.id(person);
        }

        /** As the school writes dates; of a student. */
        String securityValue() {
            return MONTH_FIRST.format(birthDate.orElseThrow());
        }
    }

    /** So many of a roster's people: all of its teachers, the students whose birthday is known, and parents. */
    static OwnFiles of(ServedPeople people, int size) {
        return of(people, size, PAIRS);
    }

    /** As many without anybody who is called and born as somebody else. */
    static OwnFiles withoutNamesakes(ServedPeople people, int size) {
        return of(people, size, 0);
    }

    private static OwnFiles of(ServedPeople people, int size, int pairs) {
        var known = people.students()
                .filter(student -> people.birthDate(student).isPresent())
                .toList();
        var namesakes = IntStream.range(0, pairs)
                .mapToObj(pair -> List.of(known.get(2 * pair), known.get(2 * pair + 1)))
                .toList();
        var seconds = namesakes.stream().collect(Collectors.toMap(pair -> pair.get(1), pair -> pair.get(0)));
        var teachers = rows("T-", people.teachers(), person -> person, people);
        var students = rows("S-", known.stream(), person -> seconds.getOrDefault(person, person), people);
        // whoever has no address is known by a child, if it is clear who that is
        var clear = known.subList(2 * pairs, known.size());
        var guardians = people.guardians().toList();
        var parents = guardians.stream()
                .filter(guardian -> clear.stream().anyMatch(child -> ServedPeople.areRelated(guardian, child)))
                .filter(guardian ->
                        guardians.stream().noneMatch(other -> isPartnerOfTheSameName(guardian, other, clear)))
                .limit(size - teachers.size() - students.size());
        return new OwnFiles(teachers, students, rows("P-", parents, person -> person, people), namesakes);
    }

    private static boolean isPartnerOfTheSameName(User one, User other, List<User> children) {
        return one != other
                && one.name().equals(other.name())
                && children.stream()
                        .anyMatch(
                                child -> ServedPeople.areRelated(one, child) && ServedPeople.areRelated(other, child));
    }

    private static List<Row> rows(
            String prefix, Stream<User> some, Function<User, User> calledAs, ServedPeople people) {
        var list = some.toList();
        return IntStream.range(0, list.size())
                .mapToObj(index -> {
                    var name = calledAs.apply(list.get(index));
                    Function<String, String> typed = index % TYPED_OTHERWISE == 0 ? OwnFiles::bare : String::strip;
                    return new Row(
                            prefix + index,
                            list.get(index),
                            typed.apply(name.name().givenName()),
                            typed.apply(name.name().familyName()),
                            people.birthDate(name));
                })
                .toList();
    }

    private static String bare(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT);
    }

    int size() {
        return teachers.size() + students.size() + parents.size();
    }

    /** How many of the parents write their mail under an address that another of them has too. */
    long sharedAddresses() {
        var addresses = parents.stream().map(Row::email).filter(email -> !email.isEmpty());
        return addresses.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).values().stream()
                .filter(parents -> parents > 1)
                .count();
    }

    /** The children whom the school knows of a parent. */
    Stream<Row> childrenOf(Row parent) {
        return students.stream().filter(child -> ServedPeople.areRelated(parent.person(), child.person()));
    }

    Optional<Row> student(String number) {
        return students.stream().filter(row -> row.number().equals(number)).findFirst();
    }

    byte[] zip() {
        return zip(texts());
    }

    /** Each by its name. */
    Map<String, String> texts() {
        return Map.of(
                "teachers.csv",
                lines(
                        "TeacherID,First Name,Last Name,E-mail,Room",
                        teachers.stream().map(row -> names(row) + row.email() + ",12")),
                "students.csv",
                lines(
                        "StudentID,First Name,Last Name,Security Value",
                        students.stream().map(row -> names(row) + row.securityValue())),
                "parents.csv",
                lines(
                        "ParentID,First Name,Last Name,E-mail,Password",
                        parents.stream().map(row -> names(row) + row.email() + ",")),
                "relationships.csv",
                lines(
                        "ParentID,StudentID",
                        parents.stream()
                                .flatMap(parent ->
                                        childrenOf(parent).map(child -> parent.number() + ',' + child.number()))));
    }

    private static String names(Row row) {
        return row.number() + ',' + row.givenName() + ',' + row.familyName() + ',';
    }

    private static String lines(String header, Stream<String> rows) {
        return Stream.concat(Stream.of(header), rows).collect(Collectors.joining("\r\n"));
    }

    private static byte[] zip(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
