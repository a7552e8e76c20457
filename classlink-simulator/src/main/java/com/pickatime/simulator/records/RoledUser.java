package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.simulator.records.User.Contact;
import com.pickatime.simulator.records.User.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as OneRoster 1.2 writes them: with any number of roles, each at an organisation. */
public record RoledUser(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Account account,
        @JsonUnwrapped Names names,
        @JsonUnwrapped Contact contact,
        @JsonUnwrapped Membership membership)
        implements Entity {

    private static final int PEOPLE_TO_ONE_WITH_PREFERRED_NAME = 6;
    private static final int TEACHERS_TO_ONE_ONCE_AIDE = 5;
    private static final int TEACHERS_TO_ONE_COACH = 7;
    private static final int SHORT_NAME = 3;
    private static final String LAST_YEARS_END = "2020-06-30";

    /**
     * How the person signs in.
     *
     * @param enabledUser a boolean, but as a string
     * @param password mostly empty; whoever receives one must drop it, and those of the profiles too
     */
    public record Account(
            String username, List<UserId> userIds, String enabledUser, String password, List<Profile> userProfiles) {}

    /** An account at another vendor's application. */
    public record Profile(String profileId, String profileType, String vendorId, List<Credential> credentials) {}

    /** What opens such an account. */
    public record Credential(String type, String username, String password) {}

    /** What the person is called. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Names(
            String givenName,
            String familyName,
            String middleName,
            @Nullable String preferredFirstName) {}

    /** What the person is to the district and to others. */
    public record Membership(
            String identifier, List<GuidRef> agents, List<Role> roles, GuidRef primaryOrg, List<String> grades) {}

    /**
     * A role at an organisation.
     *
     * @param roleType {@code primary} or {@code secondary}
     * @param endDate null while it lasts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Role(
            String roleType,
            String role,
            GuidRef org,
            @Nullable String endDate) {}

    static RoledUser of(User user) {
        var draw = Math.floorMod((user.name().givenName() + user.name().familyName()).hashCode(), Integer.MAX_VALUE);
        var given = user.name().givenName();
        var shortName =
                given.strip().substring(0, Math.min(SHORT_NAME, given.strip().length()));
        return new RoledUser(
                user.base(),
                account(user),
                new Names(
                        given,
                        user.name().familyName(),
                        user.name().middleName(),
                        draw % PEOPLE_TO_ONE_WITH_PREFERRED_NAME == 0 ? shortName : null),
                user.contact(),
                new Membership(
                        user.membership().identifier(),
                        user.membership().agents(),
                        roles(user, draw),
                        user.membership().orgs().get(0),
                        user.membership().grades()));
    }

    private static Account account(User user) {
        var name = user.account().username();
        var profiles = name.isEmpty()
                ? List.<Profile>of()
                : List.of(new Profile(
                        user.base().sourcedId() + "-library",
                        "application",
                        "library",
                        List.of(new Credential("basic", name, "borrowing" + name.length()))));
        return new Account(
                name,
                user.account().userIds(),
                user.account().enabledUser(),
                user.account().password(),
                profiles);
    }

    /** Those of all organisations, and among a teacher's now and then one that is over, or is the district's own word. */
    private static List<Role> roles(User user, int draw) {
        var role = user.membership().role();
        var name = role.equals("administrator") ? "districtAdministrator" : role;
        var orgs = user.membership().orgs();
        var roles = new ArrayList<Role>();
        for (var org : orgs) {
            roles.add(new Role(roles.isEmpty() ? "primary" : "secondary", name, org, null));
        }
        if (role.equals("teacher") && draw % TEACHERS_TO_ONE_ONCE_AIDE == 0) {
            roles.add(new Role("secondary", "aide", orgs.get(0), LAST_YEARS_END));
        }
        if (role.equals("teacher") && draw % TEACHERS_TO_ONE_COACH == 0) {
            roles.add(new Role("secondary", "ext:coach", orgs.get(0), null));
        }
        return List.copyOf(roles);
    }
}
