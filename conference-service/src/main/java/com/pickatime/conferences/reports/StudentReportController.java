package com.pickatime.conferences.reports;

import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.reports.StudentsWithout.Student;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Students who could have an appointment at an event and have none. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/reports/students-without-appointment")
class StudentReportController {

    private final Conferences conferences;
    private final StudentsWithout students;

    StudentReportController(Conferences conferences, StudentsWithout students) {
        this.conferences = conferences;
        this.students = students;
    }

    /** By their names. */
    @GetMapping
    Mono<ListPage<Student>> list(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> ListPage.of(students.of(conference, after), limit, Student::cursor));
    }

    /** All of them as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId, @PathVariable String conferenceId) {
        return conferences
                .find(businessId, conferenceId)
                .flatMapMany(conference -> Flux.just(
                                CsvLine.of("familyName", "givenName", "teachers", "parents", "contactId"))
                        .concatWith(students.of(conference, "").map(StudentReportController::line)));
    }

    private static String line(Student student) {
        return CsvLine.of(
                AppointmentTable.text(student.student().familyName()),
                AppointmentTable.text(student.student().givenName()),
                names(student.teachers()),
                names(student.parents()),
                student.student().contactId().value());
    }

    private static String names(List<Person> some) {
        return some.stream()
                .map(one -> Stream.of(AppointmentTable.text(one.givenName()), AppointmentTable.text(one.familyName()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }
}
