package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.GuidRef;
import java.time.Instant;
import java.util.List;
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
    void worksAtOneSchoolOrTwo() {
        assertThat(IntStream.range(0, staff.listed()))
                .allSatisfy(teacher -> assertThat(orgs(teacher))
                        .startsWith(OrgIds.school(blueprint.schools().schoolOfTeacher(teacher % staff.count())))
                        .doesNotHaveDuplicates()
                        .hasSizeBetween(1, 2));
        assertThat(IntStream.range(0, staff.count())
                        .filter(teacher -> orgs(teacher).size() == 2))
                .hasSizeBetween(25, 27);
    }

    @Test
    void leavesAndIsStillListed() {
        assertThat(staff.listed()).isGreaterThan(staff.count());
        assertThat(staff.indexOf(staff.id(staff.listed() - 1))).isEqualTo(staff.listed() - 1);
        assertThat(enabled(staff.count())).isEqualTo("false");
    }

    @Test
    void hasFewAccountsThatAreSwitchedOff() {
        assertThat(IntStream.range(0, staff.count())
                        .filter(teacher -> enabled(teacher).equals("false")))
                .hasSize(6);
    }

    private List<String> orgs(int teacher) {
        return staff.teacher(teacher, base(staff.id(teacher))).membership().orgs().stream()
                .map(GuidRef::sourcedId)
                .toList();
    }

    private String enabled(int teacher) {
        return staff.teacher(teacher, base(staff.id(teacher))).account().enabledUser();
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
        assertThat(administrator.membership().orgs()).containsExactly(GuidRef.org(OrgIds.DISTRICT));
        assertThat(administrator.contact().email()).isNotEmpty();
    }

    private static Base base(String id) {
        return Base.of(id, Instant.EPOCH);
    }
}
