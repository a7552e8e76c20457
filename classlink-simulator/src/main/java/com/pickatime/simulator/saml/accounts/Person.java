package com.pickatime.simulator.saml.accounts;

import com.pickatime.simulator.records.User;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Somebody with a ClassLink account.
 *
 * @param id unique in the directory: the sourcedId of those who have one
 * @param sourcedId empty for somebody who is not in the roster
 * @param email empty for those whom the roster has without one
 * @param role as the roster has it, such as {@code teacher}
 */
public record Person(String id, String sourcedId, String givenName, String familyName, String email, String role) {

    private static final long FIRST_USER_ID = 10_000_000;

    static Person of(User user) {
        return new Person(
                user.base().sourcedId(),
                user.base().sourcedId(),
                user.name().givenName().strip(),
                user.name().familyName(),
                user.contact().email().strip(),
                user.membership().role());
    }

    /** ClassLink's own number for the account, the NameID unless a district chose another; the same at every start. */
    public String userId() {
        var checksum = new CRC32();
        checksum.update(id.getBytes(StandardCharsets.UTF_8));
        return Long.toString(FIRST_USER_ID + checksum.getValue());
    }

    public String displayName() {
        return givenName + " " + familyName;
    }

    /** The role as sign-on has it, which is written otherwise than in the roster. */
    public String signOnRole() {
        return role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
    }

    boolean matches(String lowerCaseWords) {
        return (displayName() + " " + email + " " + sourcedId)
                .toLowerCase(Locale.ROOT)
                .contains(lowerCaseWords);
    }

    @Override
    public String toString() {
        return "Person(" + role + ")";
    }
}
