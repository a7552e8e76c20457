package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.Noise;
import com.pickatime.simulator.layout.Noise.Trait;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Demographics.Birth;
import com.pickatime.simulator.records.Demographics.Ethnicity;
import com.pickatime.simulator.records.Ref;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Account;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.Membership;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.records.User.UserId;
import java.util.List;

/** The students of a district, each computed from its index. */
public final class Students {

    /** One student in so many has no birth date on file. */
    private static final int BIRTH_DATES_TO_ONE_BLANK = 97;

    private static final long FIRST_STATE_ID = 3_000_000_000L;
    private static final int FIRST_STUDENT_NUMBER = 500_000;

    private final Blueprint blueprint;
    private final Noise noise;
    private final Names names;

    public Students(Blueprint blueprint) {
        this.blueprint = blueprint;
        noise = blueprint.noise();
        names = new Names(noise);
    }

    public int count() {
        return blueprint.schools().students();
    }

    public String id(int student) {
        return blueprint.ids().student(student);
    }

    /** The index of the student with this sourcedId, or -1. */
    public int indexOf(String id) {
        var index = blueprint.ids().studentIndex(id);
        return index >= 0 && index < count() && id(index).equals(id) ? index : -1;
    }

    /** Whether the district has no birth date of this student. */
    public boolean hasBlankBirthDate(int student) {
        return noise.once(BIRTH_DATES_TO_ONE_BLANK, Trait.BIRTH_DATE_BLANK, student);
    }

    /** The student's record under {@code users}. */
    public User user(int student, Base base) {
        var given = names.given(student);
        var family = names.family(blueprint.families().familyOfStudent(student));
        var login = given.mailbox() + "." + family.mailbox() + student;
        return new User(
                base,
                account(student, login, base),
                new Name(given.text(), family.text(), names.middle(student)),
                new Contact(login + "@students.example.org", "", ""),
                membership(student));
    }

    /** The student's record under {@code demographics}. */
    public Demographics demographics(int student, Base base) {
        var sex = noise.below(2, Trait.SEX, student) == 0 ? "female" : "male";
        return new Demographics(base, new Birth(birthDate(student), sex, "US", "NJ", ""), Ethnicity.NOT_COLLECTED, "");
    }

    private String birthDate(int student) {
        if (hasBlankBirthDate(student)) {
            return "";
        }
        var grade = blueprint.schools().cohortOf(student).grade();
        return blueprint.year().birthDate(grade, student, noise).toString();
    }

    private Account account(int student, String login, Base base) {
        var ids = List.of(
                new UserId("Fed", base.sourcedId()), new UserId("StateID", Long.toString(FIRST_STATE_ID + student)));
        var password = noise.below(3, Trait.PASSWORD, student) == 0 ? "reading" + student % 1000 : "";
        return new Account(login, ids, "true", password);
    }

    private Membership membership(int student) {
        var cohort = blueprint.schools().cohortOf(student);
        var agents = blueprint
                .families()
                .guardiansOf(student)
                .filter(guardian -> blueprint.families().isClaimedByStudent(student, guardian))
                .mapToObj(guardian -> Ref.user(blueprint.ids().guardian(guardian)))
                .toList();
        return new Membership(
                "student",
                Integer.toString(FIRST_STUDENT_NUMBER + student),
                agents,
                List.of(Ref.org(OrgIds.school(cohort.school()))),
                List.of(Grades.code(cohort.grade())));
    }
}
