package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.AcademicSessionRow;
import com.pickatime.imports.plan.roster.ClassRow;
import com.pickatime.imports.plan.roster.CourseRow;
import com.pickatime.imports.plan.roster.DemographicsRow;
import com.pickatime.imports.plan.roster.EnrollmentRow;
import com.pickatime.imports.plan.roster.OrgRow;
import com.pickatime.imports.plan.roster.PersonRow;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaPayloadsTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 17);
    private static final LocalDate LAST = LocalDate.of(2027, 6, 4);

    private final FieldCipher cipher = Keysets.generate().fieldCipher();
    private final KafkaPayloads payloads = new KafkaPayloads("springfield", cipher);

    @Test
    void sealsWhatIsPersonalForItsPlace() {
        var payload = (RosterPerson) payloads.of(person("sam@example.org", "sam"));

        assertThat(payload.toString()).doesNotContain("sam@example.org");
        assertThat(open("p-1", "email", payload.getEmailCiphertext())).isEqualTo("sam@example.org");
        assertThat(open("p-1", "username", payload.getUsernameCiphertext())).isEqualTo("sam");
    }

    @Test
    void leavesOutWhatAPersonDoesNotHave() {
        var payload = (RosterPerson) payloads.of(person(null, null));

        assertThat(payload.getEmailCiphertext()).isNull();
        assertThat(payload.getUsernameCiphertext()).isNull();
    }

    @Test
    void takesTheRestOfAPersonAsItIs() {
        var payload = (RosterPerson) payloads.of(person(null, null));

        assertThat(payload.getRoles()).containsExactly(PersonRole.STUDENT);
        assertThat(payload.getGivenName()).isEqualTo("Sam");
        assertThat(payload.getFamilyName()).isEqualTo("Example");
        assertThat(payload.getMiddleName()).isEqualTo("M");
        assertThat(payload.getIdentifier()).isEqualTo("101");
        assertThat(payload.getOrgSourceIds()).containsExactly("o-1");
        assertThat(payload.getGrades()).containsExactly("05");
        assertThat(payload.getAgentSourceIds()).containsExactly("g-1");
        assertThat(payload.getEnabled()).isTrue();
    }

    @Test
    void sealsBirthDates() {
        var payload = (RosterDemographics) payloads.of(new DemographicsRow("p-1", LocalDate.of(2015, 3, 9)));

        assertThat(open("p-1", "birthDate", payload.getBirthDateCiphertext())).isEqualTo("2015-03-09");
    }

    @Test
    void writesEveryOtherType() {
        assertThat(payloads.of(new OrgRow("o-1", "Lincoln", "school", "77", "d-1")))
                .isEqualTo(new RosterOrg("Lincoln", "school", "77", "d-1"));
        assertThat(payloads.of(new AcademicSessionRow("s-1", "Fall", "semester", FIRST, LAST, "2026", "y-1")))
                .isEqualTo(new RosterAcademicSession("Fall", "semester", FIRST, LAST, "2026", "y-1"));
        assertThat(payloads.of(new CourseRow("c-1", "Mathematics", "MA", "y-1", "o-1")))
                .isEqualTo(new RosterCourse("Mathematics", "MA", "y-1", "o-1"));
        assertThat(payloads.of(
                        new EnrollmentRow("e-1", "k-1", "p-1", "o-1", EnrollmentRole.TEACHER, true, FIRST, LAST)))
                .isEqualTo(new RosterEnrollment("k-1", "p-1", "o-1", EnrollmentRole.TEACHER, true, FIRST, LAST));
        assertThat(payloads.of(new ClassRow(
                        "k-1",
                        "Math 1",
                        "M1",
                        "scheduled",
                        "R2",
                        "c-1",
                        "o-1",
                        List.of("s-1"),
                        List.of("05"),
                        List.of(),
                        List.of("2"))))
                .isEqualTo(new RosterClass(
                        "Math 1",
                        "M1",
                        "scheduled",
                        "R2",
                        "c-1",
                        "o-1",
                        List.of("s-1"),
                        List.of("05"),
                        List.of(),
                        List.of("2")));
    }

    private String open(String sourceId, String field, ByteBuffer sealed) {
        return cipher.open("springfield", sourceId, field, sealed.array());
    }

    private static PersonRow person(@Nullable String email, @Nullable String username) {
        return new PersonRow(
                "p-1",
                List.of(PersonRole.STUDENT),
                "Sam",
                "Example",
                "M",
                "101",
                email,
                username,
                List.of("o-1"),
                List.of("05"),
                List.of("g-1"),
                true);
    }
}
