package com.pickatime.contacts.store;

import com.pickatime.events.PersonRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order in which contacts are listed: by a text of each under {@link DocumentFields#ROSTER}, which an index sorts, and within equal
 * texts by their ids.
 *
 * <p>The text is derived of what the roster says. Who is called otherwise here, see {@link ContactView#renamed}, is sorted by what
 * {@link #of(ContactView)} says of them.
 */
public enum ListOrder {
    /** By last name, then by the name that the person goes by, without case and accents. */
    NAME(RosterFields.BY_NAME) {
        @Override
        String of(List<String> roles, String name) {
            return name;
        }
    },
    /** By the first of their roles in the order of {@link PersonRole}, those of an unknown one last, then as by {@link #NAME}. */
    KIND(RosterFields.BY_KIND) {
        @Override
        String of(List<String> roles, String name) {
            var all = PersonRole.values();
            var first = IntStream.range(0, all.length)
                    .filter(at -> all[at] != PersonRole.UNKNOWN && roles.contains(all[at].name()))
                    .findFirst()
                    .orElse(all.length);
            return (char) ('a' + first) + SEPARATOR + name;
        }
    };

    /** Below all that a name has, so that a last name comes before a longer one. */
    private static final String SEPARATOR = "\t";

    private final String field;

    ListOrder(String field) {
        this.field = field;
    }

    /** The text's name inside {@link DocumentFields#ROSTER}. */
    public String field() {
        return field;
    }

    /** The text's name in a query. */
    public String path() {
        return RosterFields.path(field);
    }

    /** The text of a person; never empty. */
    public String of(
            Collection<String> roles,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {
        var first = normalised(preferredName).isEmpty() ? normalised(givenName) : normalised(preferredName);
        var last = normalised(familyName);
        // who has one name alone is looked for by that
        return of(List.copyOf(roles), last.isEmpty() ? first + SEPARATOR : last + SEPARATOR + first);
    }

    /** The text of a contact as everybody sees it. */
    public String of(ContactView contact) {
        return of(
                contact.roles(),
                contact.text(RosterFields.GIVEN_NAME),
                contact.text(RosterFields.FAMILY_NAME),
                contact.text(RosterFields.PREFERRED_NAME));
    }

    abstract String of(List<String> roles, String name);

    /** As {@link SearchWords}; several blanks are one, as on a page. */
    private static String normalised(@Nullable String text) {
        return text == null ? "" : String.join(" ", SearchWords.normalised(text).split("\\s+"));
    }

    /** In which the store sorts texts: by their bytes in UTF-8. */
    public static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
