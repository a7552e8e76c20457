package com.pickatime.simulator.people;

import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Ref;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Account;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.Membership;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.records.User.UserId;
import java.util.List;

/** The teachers of a district and its administrator, each computed from its index. */
public final class Staff {

    /** Keeps a teacher's draw of names apart from everybody else's. */
    private static final long DRAW = 1L << 40;

    private final Blueprint blueprint;
    private final Names names;

    public Staff(Blueprint blueprint) {
        this.blueprint = blueprint;
        names = new Names(blueprint.noise());
    }

    /** How many teachers there are, at least 2. */
    public int count() {
        return blueprint.schools().teachers();
    }

    public String id(int teacher) {
        return blueprint.ids().teacher(teacher);
    }

    /** The index of the teacher with this sourcedId, or -1. */
    public int indexOf(String id) {
        var index = blueprint.ids().teacherIndex(id);
        return index >= 0 && index < count() && id(index).equals(id) ? index : -1;
    }

    public String administratorId() {
        return blueprint.ids().administrator();
    }

    public String email(int teacher) {
        return login(teacher) + "@staff.example.org";
    }

    /** A teacher's record under {@code users}. */
    public User teacher(int teacher, Base base) {
        var school = OrgIds.school(blueprint.schools().schoolOfTeacher(teacher));
        return new User(
                base,
                account(login(teacher), base.sourcedId()),
                new Name(
                        names.given(DRAW + teacher).text(),
                        names.family(DRAW + teacher).text(),
                        ""),
                new Contact(email(teacher), "", ""),
                new Membership(
                        "teacher", Integer.toString(teacher + 1), List.of(), List.of(Ref.org(school)), List.of()));
    }

    /** The district administrator's record under {@code users}. */
    public User administrator(Base base) {
        return new User(
                base,
                account("district.admin", base.sourcedId()),
                new Name("Dana", "Whitfield", ""),
                new Contact("district.admin@staff.example.org", "", ""),
                new Membership("administrator", "1", List.of(), List.of(Ref.org(OrgIds.DISTRICT)), List.of()));
    }

    private String login(int teacher) {
        return names.given(DRAW + teacher).mailbox()
                + "."
                + names.family(DRAW + teacher).mailbox()
                + (teacher + 1);
    }

    private static Account account(String login, String id) {
        return new Account(login, List.of(new UserId("Fed", id)), "true", "");
    }
}
