package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import com.pickatime.simulator.people.Names.Written;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Account;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.Membership;
import com.pickatime.simulator.records.User.Name;
import java.util.List;

/** The guardians of a district's students, each computed from its index. */
public final class Guardians {

    private static final int ADDRESSES_TO_ONE_MISSING = 12;
    private static final int ADDRESSES_TO_ONE_OF_PARTNER = 40;
    private static final int ADDRESSES_TO_ONE_OF_TEACHER = 150;
    private static final int ADDRESSES_TO_ONE_PADDED = 41;

    /** Keeps a guardian's draw of names apart from the students' and the families'. */
    private static final long DRAW = 1L << 32;

    private final Blueprint blueprint;
    private final Families families;
    private final SeededRandom random;
    private final Names names;
    private final Staff staff;

    public Guardians(Blueprint blueprint, Staff staff) {
        this.blueprint = blueprint;
        this.staff = staff;
        families = blueprint.families();
        random = blueprint.random();
        names = new Names(random);
    }

    public int count() {
        return families.guardians();
    }

    public String id(int guardian) {
        return blueprint.ids().guardian(guardian);
    }

    /** The index of the guardian with this sourcedId, or -1. */
    public int indexOf(String id) {
        var index = blueprint.ids().guardianIndex(id);
        return index >= 0 && index < count() && id(index).equals(id) ? index : -1;
    }

    /** {@code parent}, {@code guardian} or {@code relative}. */
    public String role(int guardian) {
        var drawn = random.below(20, Trait.ROLE, guardian);
        if (drawn == 0) {
            return "relative";
        }
        return drawn < 5 ? "guardian" : "parent";
    }

    /** The guardian's address: empty for some, shared with the partner or with a teacher for a few. */
    public String email(int guardian) {
        if (random.once(ADDRESSES_TO_ONE_OF_TEACHER, Trait.EMAIL_OF_TEACHER, guardian)) {
            return staff.email(guardian % staff.count());
        }
        var first = families.guardiansIn(families.familyOfGuardian(guardian))
                .findFirst()
                .orElseThrow();
        return random.once(ADDRESSES_TO_ONE_OF_PARTNER, Trait.EMAIL_OF_PARTNER, guardian)
                ? ownEmail(first)
                : ownEmail(guardian);
    }

    /** The guardian's record under {@code users}: without a user name, for they have no account. */
    public User user(int guardian, Base base) {
        var email = email(guardian);
        var padded = !email.isEmpty() && random.once(ADDRESSES_TO_ONE_PADDED, Trait.EMAIL_PADDED, guardian);
        var enabled = Boolean.toString(!DisabledAccounts.is(guardian));
        var phone = "555-01" + (10 + guardian % 90);
        return new User(
                base,
                new Account("", List.of(), enabled, ""),
                new Name(
                        names.given(DRAW + guardian).text(),
                        familyName(guardian).text(),
                        ""),
                new Contact(padded ? " " + email : email, phone, phone),
                membership(guardian));
    }

    private String ownEmail(int guardian) {
        if (random.once(ADDRESSES_TO_ONE_MISSING, Trait.EMAIL_MISSING, guardian)) {
            return "";
        }
        return names.given(DRAW + guardian).mailbox()
                + "."
                + familyName(guardian).mailbox()
                + guardian
                + "@families.example.org";
    }

    /** Most bear the name of the family; whoever lives apart, and some others, have their own. */
    private Written familyName(int guardian) {
        var family = families.familyOfGuardian(guardian);
        var first = families.guardiansIn(family).findFirst().orElseThrow() == guardian;
        var ownName =
                first ? families.livesApart(family) : random.below(5, Trait.FAMILY_NAME, DRAW * 2 + guardian) == 0;
        return names.family(ownName ? DRAW + guardian : family);
    }

    private Membership membership(int guardian) {
        var eldest = families.studentsOf(guardian).findFirst().orElseThrow();
        var agents = families.studentsOf(guardian)
                .filter(student -> families.isClaimedByGuardian(student, guardian))
                .mapToObj(student -> GuidRef.user(blueprint.ids().student(student)))
                .toList();
        var school = blueprint.schools().cohortOf(eldest).school();
        return new Membership(
                role(guardian), id(guardian), agents, List.of(GuidRef.org(OrgIds.school(school))), List.of());
    }
}
