package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Grades;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Course;
import com.pickatime.simulator.records.Course.Content;
import com.pickatime.simulator.records.GuidRef;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the district teaches: one course per grade and period. */
final class Courses {

    private static final int LAST_GRADE = 12;
    private static final int LAST_ELEMENTARY_GRADE = 5;
    private static final List<String> ELEMENTARY = List.of("Homeroom", "Art and Music");
    private static final List<String> SECONDARY = List.of(
            "Mathematics",
            "English Language Arts",
            "Science",
            "Social Studies",
            "Physical Education",
            "World Languages");

    private Courses() {}

    static RecordTable of(Blueprint blueprint) {
        var rows = IntStream.rangeClosed(0, LAST_GRADE)
                .boxed()
                .flatMap(grade ->
                        IntStream.range(0, subjects(grade).size()).mapToObj(period -> course(blueprint, grade, period)))
                .toList();
        return new ListedTable<>(
                Stream.concat(rows.stream(), Stream.of(retired(blueprint))).toList(), course -> "");
    }

    /** One that is no longer taught, to be deleted. */
    private static Course retired(Blueprint blueprint) {
        var code = Grades.code(LAST_GRADE);
        var id = id(LAST_GRADE, SECONDARY.size());
        return new Course(
                Base.of(
                        id,
                        false,
                        ModificationTimes.at(blueprint, Collection.COURSES, LAST_GRADE * 10 + SECONDARY.size())),
                new Content("Typewriting " + code, id, List.of(code), List.of("Typewriting"), List.of("3999")),
                GuidRef.session(AcademicSessions.FULL_YEAR),
                GuidRef.org(OrgIds.DISTRICT),
                List.of());
    }

    static String id(int grade, int period) {
        return (grade < 10 ? "0" + grade : grade) + "_" + (1000 + period);
    }

    static String title(int grade, int period) {
        return subject(grade, period) + " " + Grades.code(grade);
    }

    static String subject(int grade, int period) {
        return subjects(grade).get(period);
    }

    static String subjectCode(int grade, int period) {
        return Integer.toString(3000 + grade * 10 + period);
    }

    private static List<String> subjects(int grade) {
        return grade <= LAST_ELEMENTARY_GRADE ? ELEMENTARY : SECONDARY;
    }

    private static Course course(Blueprint blueprint, int grade, int period) {
        var content = new Content(
                title(grade, period),
                id(grade, period),
                List.of(Grades.code(grade)),
                List.of(subject(grade, period)),
                List.of(subjectCode(grade, period)));
        var modifiedAt = ModificationTimes.at(blueprint, Collection.COURSES, grade * 10 + period);
        return new Course(
                Base.of(id(grade, period), modifiedAt),
                content,
                GuidRef.session(AcademicSessions.FULL_YEAR),
                GuidRef.org(OrgIds.DISTRICT),
                List.of());
    }
}
