package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Ref;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaffTest {

    private final Blueprint blueprint = Blueprint.of(5000, 7, new SchoolYear(2026));
    private final Staff staff = new Staff(blueprint);

    @Test
    void isAboutASixteenthOfTheStudents() {
        assertThat(staff.count()).isBetween(313, 325);
    }

    @Test
    void worksAtOneSchool() {
        assertThat(IntStream.range(0, staff.count())).allSatisfy(teacher -> {
            var school = OrgIds.school(blueprint.schools().schoolOfTeacher(teacher));
            assertThat(staff.teacher(teacher, base(staff.id(teacher)))
                            .membership()
                            .orgs())
                    .extracting(Ref::sourcedId)
                    .containsExactly(school);
        });
    }

    @Test
    void hasAddressesOfItsOwn() {
        assertThat(IntStream.range(0, staff.count()).mapToObj(staff::email)).doesNotHaveDuplicates();
    }

    @Test
    void isFoundBySourcedId() {
        assertThat(staff.indexOf(staff.id(17))).isEqualTo(17);
        assertThat(staff.indexOf("T00018")).isEqualTo(-1);
        assertThat(staff.indexOf("T9999")).isEqualTo(-1);
    }

    @Test
    void isLedFromTheDistrict() {
        var administrator = staff.administrator(base(staff.administratorId()));

        assertThat(administrator.membership().role()).isEqualTo("administrator");
        assertThat(administrator.membership().orgs()).containsExactly(Ref.org(OrgIds.DISTRICT));
        assertThat(administrator.contact().email()).isNotEmpty();
    }

    private static Base base(String id) {
        return Base.of(id, Instant.EPOCH);
    }
}
