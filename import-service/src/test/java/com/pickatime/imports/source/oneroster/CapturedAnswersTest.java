package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.http.Answer;
import com.pickatime.imports.source.reading.RowReader;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;

/** Answers of the live ClassLink proxy, as code.org published them; skipped where they are not there. */
class CapturedAnswersTest {

    private static final Path CAPTURES =
            Path.of(System.getProperty("pickatime.samples", "samples")).resolve("code-dot-org-classlink-captures");

    @TempDir
    Path directory;

    @Test
    void readsStudents() throws IOException {
        assertThat(rows(RosterCollection.USERS, "class_students.json"))
                .first()
                .returns("12345", RosterRow::sourceId)
                .extracting(RosterRow::payload)
                .isInstanceOfSatisfying(RosterPerson.class, student -> {
                    assertThat(student.getRoles()).containsExactly(PersonRole.STUDENT);
                    assertThat(student.getEnabled()).isTrue();
                    assertThat(student.getIdentifier()).isEqualTo("22222");
                    assertThat(student.getOrgSourceIds()).containsExactly("2");
                });
    }

    @Test
    void readsClasses() throws IOException {
        assertThat(rows(RosterCollection.CLASSES, "teacher_classes.json"))
                .first()
                .extracting(RosterRow::payload)
                .isInstanceOfSatisfying(RosterClass.class, section -> {
                    assertThat(section.getClassCode()).isNull();
                    assertThat(section.getGrades()).containsExactly("05", "10", "11", "12");
                    assertThat(section.getCourseSourceId()).isEqualTo("7_1111");
                    assertThat(section.getTermSourceIds()).containsExactly("FY");
                });
    }

    private List<RosterRow> rows(RosterCollection collection, String file) throws IOException {
        var capture = CAPTURES.resolve(file);
        assumeThat(capture).exists();
        var loop = new PagingLoop(collection, new Pull(SourceType.CLASSLINK_PROXY, PullSettings.DEFAULTS), 10);
        var reader = new PageReader(
                RosterEndpoint.proxy(URI.create("https://proxy.example.org"), "id", "token"),
                new RowReader(Clock.systemUTC()));
        var page = reader.read(collection, loop, new Answer(200, new HttpHeaders(), Files.readAllBytes(capture)));
        try (var staging = Staging.open(directory, Keysets.generate().keyedHash(), new BusinessId("springfield"))) {
            page.batch().copyInto(staging);
            return OpenStaging.rows(staging);
        }
    }
}
