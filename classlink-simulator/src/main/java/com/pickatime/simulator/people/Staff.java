package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.Schools;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Account;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.Membership;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.records.User.UserId;
import java.util.List;
import java.util.stream.IntStream;

/** The teachers of a district and its administrator, each computed from its index. */
public final class Staff {

    private static final int TEACHERS_TO_ONE_FORMER = 30;

    /** One teacher in so many works at two schools. */
    private static final int TEACHERS_TO_ONE_TRAVELLING = 12;

    /** Keeps a teacher's draw of names apart from everybody else's. */
    private static final long DRAW = 1L << 40;

    private final Blueprint blueprint;
    private final Names names;

    public Staff(Blueprint blueprint) {
        this.blueprint = blueprint;
        names = new Names(blueprint.random());
    }

    /** How many teachers there are, at least 2. */
    public int count() {
        return blueprint.schools().teachers();
    }

    /** Those who teach and, behind them, those who left and are listed to be deleted. */
    public int listed() {
        return count() + former(blueprint.schools());
    }

    static int former(Schools schools) {
        return Math.max(1, schools.teachers() / TEACHERS_TO_ONE_FORMER);
    }

    /** The indexes of the schools that a teacher works at, or worked at. */
    public IntStream schools(int teacher) {
        var schools = blueprint.schools();
        var own = schools.schoolOfTeacher(teacher % count());
        var travels = schools.count() > 1
                && blueprint.random().once(TEACHERS_TO_ONE_TRAVELLING, Trait.SECOND_SCHOOL, teacher);
        return travels ? IntStream.of(own, (own + 1) % schools.count()) : IntStream.of(own);
    }

    public String id(int teacher) {
        return blueprint.ids().teacher(teacher);
    }

    /** The index of the teacher with this sourcedId, or -1. */
    public int indexOf(String id) {
        var index = blueprint.ids().teacherIndex(id);
        return index >= 0 && index < listed() && id(index).equals(id) ? index : -1;
    }

    public String administratorId() {
        return blueprint.ids().administrator();
    }

    public String email(int teacher) {
        return login(teacher) + "@staff.example.org";
    }

    /** A teacher's record under {@code users}. */
    public User teacher(int teacher, Base base) {
        var orgs = schools(teacher).mapToObj(OrgIds::school).map(GuidRef::org).toList();
        var enabled = teacher < count() && !DisabledAccounts.is(teacher);
        return new User(
                base,
                account(login(teacher), base.sourcedId(), enabled),
                new Name(
                        names.given(DRAW + teacher).text(),
                        names.family(DRAW + teacher).text(),
                        ""),
                new Contact(email(teacher), "", ""),
                new Membership("teacher", Integer.toString(teacher + 1), List.of(), orgs, List.of()));
    }

    /** The district administrator's record under {@code users}. */
    public User administrator(Base base) {
        return new User(
                base,
                account("district.admin", base.sourcedId(), true),
                new Name("Dana", "Whitfield", ""),
                new Contact("district.admin@staff.example.org", "", ""),
                new Membership("administrator", "1", List.of(), List.of(GuidRef.org(OrgIds.DISTRICT)), List.of()));
    }

    private String login(int teacher) {
        return names.given(DRAW + teacher).mailbox()
                + "."
                + names.family(DRAW + teacher).mailbox()
                + (teacher + 1);
    }

    private static Account account(String login, String id, boolean enabled) {
        return new Account(login, List.of(new UserId("Fed", id)), Boolean.toString(enabled), "");
    }
}
