package com.pickatime.platform.access;

import com.pickatime.platform.ids.BusinessId;
import java.util.Map;

/** A kind of callers that a {@link Rule} lets in. */
public sealed interface Who {

    /** The path variable that names the business. */
    String BUSINESS_VARIABLE = "businessId";

    /** People of the business that the path names, with this access level or a higher one. */
    static Who person(AccessLevel atLeast) {
        return new Person(atLeast);
    }

    /** People of pickAtime's onboarding team, in whatever business the path names. */
    static Who team() {
        return new Team();
    }

    /** Services and operators whose token carries {@code name}, one of {@link Scopes}; no person. */
    static Who scope(String name) {
        return new Scope(name);
    }

    /** Whether {@code caller} is one of them; {@code variables} are the decoded variables of the path. */
    boolean includes(Caller caller, Map<String, String> variables);

    /** See {@link Who#person}. */
    record Person(AccessLevel atLeast) implements Who {

        @Override
        public boolean includes(Caller caller, Map<String, String> variables) {
            return caller.businessId() != null
                    && caller.level() != null
                    && caller.businessId().value().equals(variables.get(BUSINESS_VARIABLE))
                    && caller.level().atLeast(atLeast);
        }
    }

    /** See {@link Who#team}. */
    record Team() implements Who {

        @Override
        public boolean includes(Caller caller, Map<String, String> variables) {
            return BusinessId.ONBOARDING_TEAM.equals(caller.businessId())
                    && caller.level() == AccessLevel.ADMINISTRATOR;
        }
    }

    /** See {@link Who#scope}. */
    record Scope(String name) implements Who {

        @Override
        public boolean includes(Caller caller, Map<String, String> variables) {
            return !caller.isPerson() && caller.scopes().contains(name);
        }
    }
}
