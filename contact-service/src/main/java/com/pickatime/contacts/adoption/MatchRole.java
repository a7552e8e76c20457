package com.pickatime.contacts.adoption;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.events.PersonRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** As what people are compared: never one as which the other is not known. */
enum MatchRole {
    STUDENT,
    STAFF,
    PARENT;

    /** All that somebody with these roles of {@link PersonRole} is; empty for nobody. */
    static Set<MatchRole> of(List<String> roles) {
        var known = EnumSet.noneOf(MatchRole.class);
        for (var role : roles) {
            if (ContactView.isStudent(List.of(role))) {
                known.add(STUDENT);
            } else if (ContactView.isParent(List.of(role))) {
                known.add(PARENT);
            } else if (!role.equals(PersonRole.UNKNOWN.name())) {
                known.add(STAFF);
            }
        }
        return known;
    }
}
