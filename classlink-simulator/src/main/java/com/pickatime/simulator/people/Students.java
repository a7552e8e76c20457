package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Demographics.Birth;
import com.pickatime.simulator.records.Demographics.Ethnicity;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Account;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.Membership;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.records.User.UserId;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The students of a district, each computed from its index. */
public final class Students {

    /** One student in so many has no birth date on file. */
    private static final int BIRTH_DATES_TO_ONE_BLANK = 97;

    /** One in so many has a birth date as the office typed it, month first. */
    private static final int BIRTH_DATES_TO_ONE_MONTH_FIRST = 61;

    private static final int MONTHS = 12;

    private static final int BIRTH_DATES_TO_ONE_PADDED = 43;
    private static final int GIVEN_NAMES_TO_ONE_PADDED = 37;
    private static final int STUDENTS_TO_ONE_FORMER = 40;
    private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/uuuu");

    private static final long FIRST_STATE_ID = 3_000_000_000L;
    private static final int FIRST_STUDENT_NUMBER = 500_000;

    private final Blueprint blueprint;
    private final SeededRandom random;
    private final Names names;

    public Students(Blueprint blueprint) {
        this.blueprint = blueprint;
        random = blueprint.random();
        names = new Names(random);
    }

    public int count() {
        return blueprint.schools().students();
    }

    /** Those who go to school and, behind them, those who left and are listed to be deleted. */
    public int listed() {
        return count() + former();
    }

    public int former() {
        return Math.max(1, count() / STUDENTS_TO_ONE_FORMER);
    }

    /** The index of the student whose school and family a former student shares; everybody else's is their own. */
    public int model(int student) {
        return student < count() ? student : (int) ((long) (student - count()) * count() / former());
    }

    public String id(int student) {
        return blueprint.ids().student(student);
    }

    /** The index of the student with this sourcedId, or -1. */
    public int indexOf(String id) {
        var index = blueprint.ids().studentIndex(id);
        return index >= 0 && index < listed() && id(index).equals(id) ? index : -1;
    }

    /** Whether the district has no birth date of this student. */
    public boolean hasBlankBirthDate(int student) {
        return random.once(BIRTH_DATES_TO_ONE_BLANK, Trait.BIRTH_DATE_BLANK, student);
    }

    /** Whether the birth date is written in a way in which only a guess could tell month and day apart. */
    public boolean hasAmbiguousBirthDate(int student) {
        if (hasBlankBirthDate(student) || !isMonthFirst(student)) {
            return false;
        }
        var date = dateOfBirth(student);
        return date.getDayOfMonth() <= MONTHS && date.getDayOfMonth() != date.getMonthValue();
    }

    /** The student's record under {@code users}. */
    public User user(int student, Base base) {
        var given = names.given(student);
        var family = names.family(blueprint.families().familyOfStudent(model(student)));
        var login = given.mailbox() + "." + family.mailbox() + student;
        return new User(
                base,
                account(student, login, base),
                new Name(padded(given.text(), student), family.text(), names.middle(student)),
                new Contact(login + "@students.example.org", "", ""),
                membership(student));
    }

    /** The student's record under {@code demographics}. */
    public Demographics demographics(int student, Base base) {
        var sex = random.below(2, Trait.SEX, student) == 0 ? "female" : "male";
        return new Demographics(base, new Birth(birthDate(student), sex, "US", "NJ", ""), Ethnicity.NOT_COLLECTED, "");
    }

    private String birthDate(int student) {
        if (hasBlankBirthDate(student)) {
            return "";
        }
        var date = dateOfBirth(student);
        if (isMonthFirst(student)) {
            return MONTH_FIRST.format(date);
        }
        return random.once(BIRTH_DATES_TO_ONE_PADDED, Trait.BIRTH_DATE_PADDED, student) ? date + " " : date.toString();
    }

    private boolean isMonthFirst(int student) {
        return random.once(BIRTH_DATES_TO_ONE_MONTH_FIRST, Trait.BIRTH_DATE_MONTH_FIRST, student);
    }

    private LocalDate dateOfBirth(int student) {
        var grade = blueprint.schools().cohortOf(model(student)).grade();
        return blueprint.year().birthDate(grade, student, random);
    }

    private String padded(String givenName, int student) {
        return random.once(GIVEN_NAMES_TO_ONE_PADDED, Trait.GIVEN_NAME_PADDED, student) ? givenName + " " : givenName;
    }

    private Account account(int student, String login, Base base) {
        var ids = List.of(
                new UserId("Fed", base.sourcedId()), new UserId("StateID", Long.toString(FIRST_STATE_ID + student)));
        var password = random.below(3, Trait.PASSWORD, student) == 0 ? "reading" + student % 1000 : "";
        var enabled = student < count() && !DisabledAccounts.is(student);
        return new Account(login, ids, Boolean.toString(enabled), password);
    }

    private Membership membership(int student) {
        var model = model(student);
        var cohort = blueprint.schools().cohortOf(model);
        var agents = blueprint
                .families()
                .guardiansOf(model)
                .filter(guardian -> blueprint.families().isClaimedByStudent(model, guardian))
                .mapToObj(guardian -> GuidRef.user(blueprint.ids().guardian(guardian)))
                .toList();
        return new Membership(
                "student",
                Integer.toString(FIRST_STUDENT_NUMBER + student),
                agents,
                List.of(GuidRef.org(OrgIds.school(cohort.school()))),
                List.of(Grades.code(cohort.grade())));
    }
}
