package com.pickatime.web.session;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.services.SignedIn;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which page is for whom, from which access level on; what no line names is for nobody.
 *
 * <p>It keeps people from pages that could show them nothing. What they may read and change the services decide.
 */
enum PageAccess {
    HOME("/", AccessLevel.CUSTOMER, Of.BOTH),
    CHILDREN("/children/**", AccessLevel.CUSTOMER, Of.SCHOOL),
    DASHBOARD("/dashboard/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    EVENTS("/events/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    ROSTERS("/reports/classes/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    REPORTS("/reports/**", AccessLevel.EVENT_ADMINISTRATOR, Of.SCHOOL),
    OWN_SLOTS("/schedule/{event}/slots/**", AccessLevel.APPOINTMENT_MAKER, Of.SCHOOL),
    SCHEDULE("/schedule/**", AccessLevel.APPOINTMENT_VIEWER, Of.SCHOOL),
    CONTACTS("/contacts/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    IMPORTER("/importer/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    BUSINESS("/global-setup/business/**", AccessLevel.ADMINISTRATOR, Of.BOTH),
    GLOBAL_SETUP("/global-setup/**", AccessLevel.ADMINISTRATOR, Of.SCHOOL),
    NOTIFICATIONS("/notifications/**", AccessLevel.ADMINISTRATOR, Of.BOTH),
    ONBOARDING("/onboarding/**", AccessLevel.ADMINISTRATOR, Of.TEAM);

    /** Whose people a page is for. */
    private enum Of {
        SCHOOL,
        /** The onboarding team, whose business has no roster and no parents. */
        TEAM,
        BOTH
    }

    private final PathPattern pattern;
    private final AccessLevel atLeast;
    private final Of of;

    PageAccess(String pattern, AccessLevel atLeast, Of of) {
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
        this.atLeast = atLeast;
        this.of = of;
    }

    /** The page of an address; empty for a page that is none. */
    static Optional<PageAccess> of(PathContainer path) {
        return Arrays.stream(values())
                .filter(page -> page.pattern.matches(path))
                .findFirst();
    }

    boolean admits(SignedIn who) {
        return who.level().atLeast(atLeast) && of != (who.isTeam() ? Of.SCHOOL : Of.TEAM);
    }
}
