package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A person: student, teacher, guardian or administrator. */
public record User(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Account account,
        @JsonUnwrapped Name name,
        @JsonUnwrapped Contact contact,
        @JsonUnwrapped Membership membership)
        implements Entity {

    /**
     * How the person signs in.
     *
     * @param enabledUser a boolean, but as a string
     * @param password mostly empty; whoever receives one must drop it
     */
    public record Account(String username, List<UserId> userIds, String enabledUser, String password) {}

    /** An identifier from another system, such as {@code StateID}. */
    public record UserId(String type, String identifier) {}

    /** What the person is called; the middle name may be empty. */
    public record Name(String givenName, String familyName, String middleName) {}

    /** How to reach the person; each may be empty. */
    public record Contact(String email, String sms, String phone) {}

    /**
     * What the person is to the district and to others.
     *
     * @param identifier the number people know the person by, which is not the sourcedId
     * @param agents a student's guardians or a guardian's students
     */
    public record Membership(
            String role, String identifier, List<GuidRef> agents, List<GuidRef> orgs, List<String> grades) {}

    /** The same person under another name. */
    public User renamed(Name newName) {
        return new User(base, account, newName, contact, membership);
    }

    /** The same person, modified at another time. */
    public User withBase(Base newBase) {
        return new User(newBase, account, name, contact, membership);
    }

    /** The same person, related to others. */
    public User withAgents(List<GuidRef> agents) {
        var related = new Membership(
                membership.role(), membership.identifier(), agents, membership.orgs(), membership.grades());
        return new User(base, account, name, contact, related);
    }
}
