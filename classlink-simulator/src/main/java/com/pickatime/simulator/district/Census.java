package com.pickatime.simulator.district;

import com.pickatime.simulator.people.Guardians;
import com.pickatime.simulator.people.Students;
import com.pickatime.simulator.tables.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Counts a roster record by record. */
final class Census {

    private static final Set<String> GUARDIAN_ROLES = Set.of("parent", "guardian", "relative");

    private final Roster roster;
    private final District district;
    private final Students students;
    private final Guardians guardians;

    Census(Roster roster) {
        this.roster = roster;
        district = roster.district();
        students = district.students();
        guardians = district.guardians();
    }

    DistrictFacts facts() {
        return new DistrictFacts(
                all(Collection.USERS),
                listed(),
                counts(),
                relationships(),
                studentsWithoutBirthDate(),
                ambiguousBirthDates(),
                guardiansWithoutEmail());
    }

    private Map<String, Integer> listed() {
        var listed = new TreeMap<String, Integer>();
        for (var collection : Collection.values()) {
            listed.put(collection.plural(), (int)
                    IntStream.range(0, district.table(collection).size())
                            .filter(index -> roster.holds(collection, index))
                            .count());
        }
        return listed;
    }

    private Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        for (var collection : Collection.values()) {
            counts.put(collection.plural(), all(collection));
        }
        counts.put("schools", ofKind(Collection.ORGS, Set.of("school")));
        counts.put("students", ofKind(Collection.USERS, Set.of("student")));
        counts.put("teachers", ofKind(Collection.USERS, Set.of("teacher")));
        counts.put("guardians", ofKind(Collection.USERS, GUARDIAN_ROLES));
        counts.put("administrators", ofKind(Collection.USERS, Set.of("administrator")));
        counts.put("studentEnrollments", ofKind(Collection.ENROLLMENTS, Set.of("student")));
        counts.put("teacherEnrollments", ofKind(Collection.ENROLLMENTS, Set.of("teacher")));
        return counts;
    }

    private int all(Collection collection) {
        return count(collection, index -> true);
    }

    private int ofKind(Collection collection, Set<String> kinds) {
        var table = district.table(collection);
        return count(collection, index -> kinds.contains(table.kind(index)));
    }

    private int count(Collection collection, IntPredicate which) {
        return (int) IntStream.range(0, district.table(collection).size())
                .filter(which)
                .filter(index -> roster.keeps(collection, index))
                .count();
    }

    private int relationships() {
        var families = district.blueprint().families();
        return presentStudents()
                .map(student -> (int) families.guardiansOf(student)
                        .filter(guardian -> isHere(guardians.id(guardian)))
                        .count())
                .sum();
    }

    private int studentsWithoutBirthDate() {
        return (int) presentStudents().filter(this::hasNoBirthDate).count();
    }

    private int ambiguousBirthDates() {
        return (int) presentStudents()
                .filter(student -> !isBirthDateEdited(student))
                .filter(students::hasAmbiguousBirthDate)
                .count();
    }

    private boolean isBirthDateEdited(int student) {
        var edit = roster.edits().byPerson().get(students.id(student));
        return edit != null && edit.birthDate() != null;
    }

    private boolean hasNoBirthDate(int student) {
        var edit = roster.edits().byPerson().get(students.id(student));
        return (edit == null || edit.birthDate() == null)
                ? students.hasBlankBirthDate(student) || students.hasAmbiguousBirthDate(student)
                : edit.birthDate().isEmpty();
    }

    private int guardiansWithoutEmail() {
        return (int) IntStream.range(0, guardians.count())
                .filter(guardian -> isHere(guardians.id(guardian)))
                .filter(guardian -> guardians.email(guardian).isEmpty())
                .count();
    }

    private IntStream presentStudents() {
        return IntStream.range(0, students.count()).filter(student -> isHere(students.id(student)));
    }

    private boolean isHere(String person) {
        return roster.edits().areNone() || !roster.edits().removed(person);
    }
}
